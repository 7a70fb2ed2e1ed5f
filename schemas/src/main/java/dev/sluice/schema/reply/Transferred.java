package dev.sluice.schema.reply;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;

/**
 * A transfer was booked, on every partition that it concerns.
 *
 * @param journalEntryId shared by all entries of the transfer
 * @param recipientCount how many recipients the request named
 */
public record Transferred(
        AssetId assetId, EntryId journalEntryId, int recipientCount, AccountId sourceId, Amount totalAmount)
        implements Result {}
