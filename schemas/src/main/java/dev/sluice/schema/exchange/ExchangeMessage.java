package dev.sluice.schema.exchange;

import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import java.util.List;
import java.util.Optional;

/** A message of one partition to another. Addressed by partition; every message arrives, once. */
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
    record CatalogChanged(EntryId entryId, AccountId accountId, int fromPartition, Fact.OfTheCatalogue fact)
            implements ExchangeMessage {}

    /** The sender has stored the change and will never again act on an older catalogue. */
    record CatalogAcknowledged(EntryId entryId, int fromPartition) implements ExchangeMessage {}

    /**
     * Round one of a request that concerns several partitions: can you do your part? A yes is a promise.
     *
     * @param entryId names the coordinated request, and is the id of every journal entry that comes of it
     * @param fromPartition who coordinates, to be told
     */
    record VoteAsked(EntryId entryId, int fromPartition, Ballot ballot) implements ExchangeMessage {}

    /**
     * The answer to {@link VoteAsked}, unless it was booked at once.
     *
     * @param objection why not; yes when absent
     */
    record VoteGiven(EntryId entryId, int fromPartition, Optional<Objection> objection) implements ExchangeMessage {}

    /**
     * Round two: all have said yes, so book your part, from SYSTEM_TRANSIT to these accounts. It can't be refused.
     *
     * @param entryType the kind of journal entry that books it
     * @param accountId the account whose request it is, which the journal entry names
     */
    record BookingAsked(
            EntryId entryId,
            int fromPartition,
            EntryType entryType,
            AccountId accountId,
            AssetId assetId,
            Cause cause,
            List<Leg> legs)
            implements ExchangeMessage {

        public BookingAsked {
            legs = List.copyOf(legs);
        }
    }

    /** The sender has booked its part: when it was told to, or at once, in place of a {@link VoteGiven}. */
    record BookingDone(EntryId entryId, int fromPartition) implements ExchangeMessage {}

    /**
     * A message of a partition to itself, for the time that the broker stamps it with: so time goes on where nothing else
     * comes in, and no machine's clock but the broker's moves it.
     */
    record TimeTicked(int fromPartition) implements ExchangeMessage {}

    /**
     * The request came to nothing, so nothing will be booked on these groups, and they may be archived. Nobody answers it, and
     * nothing waits for it. A partition that does not know this message puts it aside, which does no harm: it has not
     * remembered its promise either.
     *
     * @param groups the recipients on the partition that is told, whether or not it had voted yes
     */
    record PromiseReleased(EntryId entryId, int fromPartition, List<AccountId> groups) implements ExchangeMessage {

        public PromiseReleased {
            groups = List.copyOf(groups);
        }
    }
}
