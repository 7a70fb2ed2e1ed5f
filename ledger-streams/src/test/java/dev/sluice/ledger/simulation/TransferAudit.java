package dev.sluice.ledger.simulation;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The audit of transfers in the journals of all partitions together: each one paid all of its recipients, or nobody. */
final class TransferAudit {

    private record Made(AccountId source, Fact.TransferMade fact) {}

    private final Map<EntryId, Made> made = new HashMap<>();
    private final Set<EntryId> restored = new HashSet<>();
    private final Map<EntryId, Map<AccountId, BigDecimal>> moves = new HashMap<>();

    void read(JournalEntry entry) {
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.TransferMade transfer) {
                made.put(entry.id(), new Made(entry.accountId(), transfer));
            }
        }
        if (entry.type() == EntryType.TRANSFER_RESTORED) {
            restored.add(entry.id());
        }
        switch (entry.type()) {
            case TRANSFER, TRANSFER_SET_ASIDE, TRANSFER_RESTORED -> {
                var moved = moves.computeIfAbsent(entry.id(), unseen -> new HashMap<>());
                entry.postings().stream()
                        .filter(posting -> !isMovedOn(entry, posting))
                        .forEach(posting -> posting.accountId()
                                .ifPresent(account ->
                                        moved.merge(account, posting.amount().value(), BigDecimal::add)));
            }
            default -> {}
        }
    }

    /** What expired on its way, or is a plan's share, was received, and left AVAILABLE in the same entry. */
    private static boolean isMovedOn(JournalEntry entry, Posting posting) {
        var isOut = posting.amount().isNegative()
                && (entry.type() == EntryType.TRANSFER_RESTORED
                        || !posting.accountId().equals(Optional.of(entry.accountId())));
        return isOut || posting.bucket().equals(Optional.of(Bucket.HELD));
    }

    /** When the caller was told that it is done, every recipient has its share. */
    void checkPaid(EntryId id) {
        BrokenInvariant.unless(made.containsKey(id) && !restored.contains(id), "What is answered was made", id);
        check(id);
    }

    /** When nothing is on its way, each transfer has come to all or to nothing. */
    void checkAll() {
        made.keySet().forEach(this::check);
    }

    int size() {
        return made.size();
    }

    private void check(EntryId id) {
        var expected = new HashMap<AccountId, BigDecimal>();
        if (!restored.contains(id)) {
            var transfer = made.get(id);
            expected.put(
                    transfer.source(), transfer.fact().totalAmount().value().negate());
            transfer.fact()
                    .legs()
                    .forEach(leg -> expected.merge(leg.accountId(), leg.amount().value(), BigDecimal::add));
        }
        moves.get(id).forEach((account, amount) -> expected.merge(account, amount.negate(), BigDecimal::add));
        BrokenInvariant.unless(
                expected.values().stream().allMatch(difference -> difference.signum() == 0),
                "A transfer pays all of its recipients or nobody, but these are not even: " + expected,
                id);
    }
}
