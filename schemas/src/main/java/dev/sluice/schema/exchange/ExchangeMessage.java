package dev.sluice.schema.exchange;

import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;

/** What one partition tells another. Addressed by partition; every message arrives, once. */
public sealed interface ExchangeMessage {

    /**
     * A request that was produced to the wrong partition, on its way to the right one.
     *
     * @param value the request's JSON as it came
     */
    record RequestForwarded(String value, RequestOrigin origin) implements ExchangeMessage {}

    /**
     * A program or asset was made or changed by the partition that owns it.
     *
     * @param entryId the owner's journal entry, which the acknowledgement names
     * @param accountId the program's or asset's id as the key of its requests
     * @param fromPartition the owner, to be told
     * @param fact what is to be stored
     */
    record CatalogChanged(EntryId entryId, AccountId accountId, int fromPartition, Fact fact)
            implements ExchangeMessage {}

    /** The sender has stored the change and will never again act on an older catalogue. */
    record CatalogAcknowledged(EntryId entryId, int fromPartition) implements ExchangeMessage {}
}
