package dev.sluice.ledger.core;

import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The invariants of debits and captures and of what was given back of them, by the journal alone. They don't look at the
 * order of postings, by which the evolver tells what was taken: of a debit all counts that left its account, of a capture what
 * arrived in SYSTEM_REDEMPTION.
 */
final class ReversibleDebitInvariants {

    private record Place(EntryId entry, Optional<LotId> lot) {}

    private final Map<EntryId, BigDecimal> taken = new HashMap<>();
    private final Map<Place, BigDecimal> left = new HashMap<>();
    private final Map<Place, BigDecimal> reversed = new HashMap<>();

    private ReversibleDebitInvariants(List<JournalEntry> journal) {
        journal.forEach(this::read);
    }

    static void check(List<ReversibleDebit> rows, List<JournalEntry> journal) {
        var sums = new ReversibleDebitInvariants(journal);
        must(rows.size() == sums.taken.size(), "There is a reversibleDebit for each debit and capture", rows);
        rows.forEach(sums::check);
    }

    private void read(JournalEntry entry) {
        if (entry.type() == EntryType.DEBIT || entry.type() == EntryType.CAPTURE) {
            for (var posting : entry.postings()) {
                if (isTaken(entry, posting)) {
                    left.merge(
                            new Place(entry.id(), posting.lotId()),
                            posting.amount().value().negate(),
                            BigDecimal::add);
                }
                if (counts(entry, posting)) {
                    taken.merge(entry.id(), posting.amount().value().abs(), BigDecimal::add);
                }
            }
        }
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.ConsumptionReversed(var of, var parts)) {
                parts.forEach(part -> reversed.merge(
                        new Place(of, part.lotId()), part.amount().value(), BigDecimal::add));
                comesFromSomewhere(entry, parts);
            }
        }
    }

    private static boolean isTaken(JournalEntry entry, Posting posting) {
        return posting.amount().isNegative() && posting.accountId().equals(Optional.of(entry.accountId()));
    }

    private static boolean counts(JournalEntry entry, Posting posting) {
        return entry.type() == EntryType.CAPTURE
                ? posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_REDEMPTION))
                : isTaken(entry, posting);
    }

    /** One that is set aside moves nothing; one that is done takes from its source what its fact says. */
    private static void comesFromSomewhere(JournalEntry entry, List<Fact.ConsumptionReversed.Part> parts) {
        var told = parts.stream().map(part -> part.amount().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        var given = entry.postings().stream()
                .filter(posting ->
                        posting.amount().isNegative() && !posting.accountId().equals(Optional.of(entry.accountId())))
                .map(posting -> posting.amount().value().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        must(
                entry.postings().isEmpty() || told.compareTo(given) == 0,
                "What a reversal says it gives back is given by somebody",
                entry);
    }

    private void check(ReversibleDebit row) {
        var sum = row.parts().stream().map(part -> part.taken().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        must(sum.compareTo(taken.get(row.entry())) == 0, "A consumption is what its entry took", row);
        must(
                row.parts().stream().map(ReversibleDebit.Part::lot).distinct().count()
                        == row.parts().size(),
                "A lot is one part",
                row);
        for (var part : row.parts()) {
            var place = new Place(row.entry(), part.lot());
            must(part.taken().value().compareTo(left.get(place)) <= 0, "What was taken of a lot had left it", row);
            var given = reversed.getOrDefault(place, BigDecimal.ZERO);
            must(part.reversed().value().compareTo(given) == 0, "What was reversed is what the facts say", row);
            must(
                    given.signum() >= 0 && given.compareTo(part.taken().value()) <= 0,
                    "Nothing to all that was taken is given back",
                    row);
        }
    }

    private static void must(boolean holds, String rule, Object subject) {
        if (!holds) {
            throw new AssertionError("Broken invariant: %s, but got %s".formatted(rule, subject));
        }
    }
}
