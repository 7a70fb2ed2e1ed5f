package dev.sluice.schema.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One balanced, immutable record of a change. The stores are the fold of these, and nothing else.
 *
 * <p>The postings of a DEBIT and of a CAPTURE keep an order that tells what can be reversed: first what is taken from the
 * entry's account, in the order of taking; then the other side, which is a system account or a wallet; behind it whatever else
 * happens. On a partition that books another one's debit the other side comes first, since nothing is taken there.
 *
 * @param id shared by all entries of a request that concerns several partitions; unique otherwise
 * @param accountId the account whose request it was, and the key of the record; postings may be on others too
 * @param recordedAt the ledger's time; never earlier than that of the entry before
 * @param idempotencyKey of the request that caused it; absent where time did
 * @param actor who caused it; absent in what the first release has booked
 * @param reverses of a reversal, also one that is set aside or restored: the debit or capture that it gives back of
 * @param follows the earlier entries that this one belongs to, each once: those that opened the holds it takes from, or the one
 *     that set aside what it restores, whose id it shares. None is named of a hold that the first release opened
 * @param postings sum to zero for each asset
 * @param facts what came to be besides: lots, holds, catalogue, owners
 */
public record JournalEntry(
        EntryId id,
        EntryType type,
        AccountId accountId,
        Instant recordedAt,
        Optional<ProgramId> programId,
        Optional<AssetId> assetId,
        Optional<String> description,
        Optional<String> referenceId,
        Map<String, String> metadata,
        Optional<IdempotencyKey> idempotencyKey,
        Optional<Actor> actor,
        Optional<EntryId> reverses,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<EntryId> follows,

        List<Posting> postings,
        List<Fact> facts) {

    public JournalEntry {
        follows = List.copyOf(follows);
        postings = List.copyOf(postings);
        facts = List.copyOf(facts);
    }

    /** An entry that belongs to no earlier one, before it is said who caused it. */
    public JournalEntry(
            EntryId id,
            EntryType type,
            AccountId accountId,
            Instant recordedAt,
            Optional<ProgramId> programId,
            Optional<AssetId> assetId,
            Optional<String> description,
            Optional<String> referenceId,
            Map<String, String> metadata,
            Optional<IdempotencyKey> idempotencyKey,
            List<Posting> postings,
            List<Fact> facts) {
        this(
                id,
                type,
                accountId,
                recordedAt,
                programId,
                assetId,
                description,
                referenceId,
                metadata,
                idempotencyKey,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                postings,
                facts);
    }

    /** The entry, caused by this one. */
    public JournalEntry by(Actor cause) {
        return with(Optional.of(cause), reverses, follows);
    }

    /** The entry, as one that belongs to earlier ones. */
    public JournalEntry belongingTo(Optional<EntryId> reversed, List<EntryId> followed) {
        return with(actor, reversed, followed);
    }

    private JournalEntry with(Optional<Actor> cause, Optional<EntryId> reversed, List<EntryId> followed) {
        return new JournalEntry(
                id,
                type,
                accountId,
                recordedAt,
                programId,
                assetId,
                description,
                referenceId,
                metadata,
                idempotencyKey,
                cause,
                reversed,
                followed,
                postings,
                facts);
    }

    /** Whether the postings sum to zero for each asset. */
    public boolean isBalanced() {
        var sums = new HashMap<AssetId, Amount>();
        for (var posting : postings) {
            sums.merge(posting.assetId(), posting.amount(), Amount::plus);
        }
        return sums.values().stream().allMatch(Amount::isZero);
    }
}
