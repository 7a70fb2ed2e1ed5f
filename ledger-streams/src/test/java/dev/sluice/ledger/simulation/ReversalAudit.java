package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The audit of reversals in one partition's journal: no unit comes back that was not taken, none comes back twice, and what is
 * set aside comes back or can be reversed again. What was taken is told from where it went.
 */
final class ReversalAudit {

    private record Taken(AccountId account, AssetId asset, BigDecimal amount) {}

    /** So much of an entry. */
    private record Part(EntryId of, BigDecimal amount) {}

    private final Map<EntryId, Taken> taken = new HashMap<>();
    private final Map<EntryId, BigDecimal> reversed = new HashMap<>();
    private final Map<EntryId, Part> setAside = new HashMap<>();
    private final Map<EntryId, BigDecimal> leftBy = new HashMap<>();
    private final Map<Balance.Key, List<EntryId>> ofPots = new HashMap<>();
    private final Set<EntryId> touched = new LinkedHashSet<>();

    /** The next entry of an account of the partition. */
    void read(JournalEntry entry, Predicate<AccountId> isWallet) {
        switch (entry.type()) {
            case DEBIT -> took(entry, posting -> posting.systemAccount().isPresent() || isOn(posting, isWallet));
            case CAPTURE -> took(entry, posting -> isOn(posting, SystemAccount.SYSTEM_REDEMPTION));
            case REVERSAL -> gaveBack(entry, isWallet);
            case REVERSAL_SET_ASIDE -> setAside(entry);
            case REVERSAL_RESTORED -> restored(entry);
            default -> {}
        }
    }

    /** What the entry says that it reverses. */
    private static Optional<Part> told(JournalEntry entry) {
        return entry.facts().stream()
                .filter(Fact.ConsumptionReversed.class::isInstance)
                .map(Fact.ConsumptionReversed.class::cast)
                .map(fact -> new Part(
                        fact.journalEntryId(),
                        fact.parts().stream()
                                .map(part -> part.amount().value())
                                .reduce(BigDecimal.ZERO, BigDecimal::add)))
                .findFirst();
    }

    private static boolean isOn(Posting posting, Predicate<AccountId> isWallet) {
        return posting.accountId().filter(isWallet).isPresent();
    }

    private static boolean isOn(Posting posting, SystemAccount account) {
        return posting.systemAccount().equals(Optional.of(account));
    }

    private void took(JournalEntry entry, Predicate<Posting> isOtherSide) {
        var amount = entry.postings().stream()
                .filter(isOtherSide)
                .map(posting -> posting.amount().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var asset = entry.assetId().orElseThrow();
        taken.put(entry.id(), new Taken(entry.accountId(), asset, amount));
        touched.add(entry.id());
        ofPots.computeIfAbsent(new Balance.Key(entry.accountId(), asset), unseen -> new ArrayList<>())
                .add(entry.id());
    }

    /** Either its own fact says of what, or that of the entry that set it aside. */
    private void gaveBack(JournalEntry entry, Predicate<AccountId> isWallet) {
        var given = entry.postings().stream()
                .filter(posting -> posting.amount().isNegative()
                        && (posting.systemAccount().isPresent() || isOn(posting, isWallet)))
                .map(posting -> posting.amount().value().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var own = told(entry);
        own.ifPresent(part -> reverses(entry, part));
        var part = own.or(() -> Optional.ofNullable(setAside.remove(entry.id())));
        BrokenInvariant.unless(
                part.isPresent() && part.get().amount().compareTo(given) == 0,
                "What comes back is what is told, " + part,
                entry);
        leftBy.put(entry.id(), reversible(part.get().of()));
    }

    private void setAside(JournalEntry entry) {
        BrokenInvariant.unless(
                entry.postings().isEmpty() && told(entry).isPresent(), "What is set aside moves nothing", entry);
        reverses(entry, told(entry).get());
        setAside.put(entry.id(), told(entry).get());
    }

    private void restored(JournalEntry entry) {
        var was = Optional.ofNullable(setAside.remove(entry.id()));
        var restored = told(entry).map(part -> new Part(part.of(), part.amount().negate()));
        BrokenInvariant.unless(
                entry.postings().isEmpty() && was.isPresent() && was.equals(restored),
                "What is restored was set aside, " + was,
                entry);
        reverses(entry, told(entry).get());
    }

    private void reverses(JournalEntry entry, Part part) {
        var found = taken.get(part.of());
        BrokenInvariant.unless(
                found != null
                        && found.account().equals(entry.accountId())
                        && Optional.of(found.asset()).equals(entry.assetId()),
                "What was taken of the account is reversed",
                entry);
        var sum = reversed.merge(part.of(), part.amount(), BigDecimal::add);
        BrokenInvariant.unless(
                sum.signum() >= 0 && sum.compareTo(found.amount()) <= 0,
                "Nothing to all that was taken is given back, " + found.amount(),
                entry);
        touched.add(part.of());
    }

    /** The debits and captures of an account that took of the asset. */
    List<EntryId> reversibleDebits(AccountId account, AssetId asset) {
        return ofPots.getOrDefault(new Balance.Key(account, asset), List.of());
    }

    /** What a reversal left to reverse of its entry; empty for one that is not in the journal. */
    Optional<BigDecimal> leftBy(EntryId reversal) {
        return Optional.ofNullable(leftBy.get(reversal));
    }

    private BigDecimal reversible(EntryId entry) {
        return taken.get(entry).amount().subtract(reversed.getOrDefault(entry, BigDecimal.ZERO));
    }

    /**
     * Compares what was touched since the last look with the rows.
     *
     * @param forgets whether a row may be gone
     */
    void compareWith(LedgerView view, boolean forgets) {
        for (var entry : touched) {
            var row = view.reversibleDebit(taken.get(entry).account(), entry);
            BrokenInvariant.unless(
                    row.map(found -> found.reversible().value().compareTo(reversible(entry)) == 0)
                            .orElse(forgets),
                    "What is left to reverse is what the journal says, " + reversible(entry),
                    row);
        }
        touched.clear();
    }

    /** When nothing is on its way, nothing is set aside. */
    void checkEnd() {
        BrokenInvariant.unless(setAside.isEmpty(), "What was set aside came back, or can be reversed again", setAside);
    }
}
