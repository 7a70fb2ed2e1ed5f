package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;

/** A command that moves value of one asset on one account, within a program. */
public sealed interface BalanceCommand extends Command
        permits Credit, Debit, Hold, Release, Forfeit, Capture, VoidHold, Reverse, Transfer {

    int DESCRIPTION_LENGTH_MAX = 500;
    int REFERENCE_ID_LENGTH_MAX = 255;

    ProgramId programId();

    AssetId assetId();

    /** Why, for people: 1 to 500 characters. */
    String description();

    /** The caller's own name for what this belongs to: 1 to 255 characters. */
    Optional<String> reference();

    /** At most 50 keys of 40 characters with values of 500, kept in the journal entry. */
    Map<String, String> metadata();

    /** The amount that the caller asked for, where one was named; always above zero. */
    Optional<Amount> requestedAmount();
}
