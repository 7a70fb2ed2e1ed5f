package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.EntryId;

/**
 * A transfer whose source is the request's account, and how far it has come.
 *
 * @param journalEntryId that of the transfer's answer
 */
@OperationName("get_transfer")
public record GetTransfer(EntryId journalEntryId) implements TransferQuestion {

    public GetTransfer {
        new FieldChecks().required("journal_entry_id", journalEntryId).done();
    }
}
