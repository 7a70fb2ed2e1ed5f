package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The debits and captures that may be reversed, and what was given back of each: never more than was taken. */
final class Reversals {

    private final Findings findings;
    private final long retention;
    private final Map<UUID, Taken> taken = new LinkedHashMap<>();
    private final Map<UUID, Part> setAside = new HashMap<>();

    private static final class Taken {

        private final UUID account;
        private final BigDecimal amount;
        private final long at;
        private BigDecimal reversed = BigDecimal.ZERO;

        private Taken(UUID account, BigDecimal amount, long at) {
            this.account = account;
            this.amount = amount;
            this.at = at;
        }
    }

    /** So much of an entry. */
    private record Part(UUID of, BigDecimal amount) {}

    Reversals(Findings findings, long retention) {
        this.findings = findings;
        this.retention = retention;
    }

    /** An entry on the partition of its own account. */
    void read(Entry entry) throws UnreadableException {
        switch (entry.type()) {
            case DEBIT, CAPTURE -> take(entry);
            case REVERSAL -> giveBack(entry);
            case REVERSAL_SET_ASIDE -> {
                var part = told(entry).orElseThrow(() -> missingFact(entry));
                reverse(entry, part);
                setAside.put(entry.id(), part);
            }
            case REVERSAL_RESTORED -> restore(entry);
            default -> {}
        }
    }

    private static UnreadableException missingFact(Entry entry) {
        return new UnreadableException(
                "a fact consumption_reversed", entry.tree().path("facts").toString());
    }

    private void take(Entry entry) {
        taken.put(entry.id(), new Taken(entry.account(), otherSide(entry), entry.at()));
        var eldest = taken.values().iterator().next();
        while (eldest.at + retention < entry.at()) {
            taken.values().remove(eldest);
            eldest = taken.values().iterator().next();
        }
    }

    /** Where what is taken goes, and what is given back comes from. */
    static BigDecimal otherSide(Entry entry) {
        return entry.sum(posting -> !posting.isOn(entry.account()) && posting.side() != Side.SYSTEM_BREAKAGE);
    }

    private static Optional<Part> told(Entry entry) throws UnreadableException {
        var fact = entry.fact("consumption_reversed");
        return fact.isEmpty() ? Optional.empty() : Optional.of(partOf(fact.get()));
    }

    private static Part partOf(JsonNode fact) throws UnreadableException {
        var sum = BigDecimal.ZERO;
        for (var part : fact.path("parts")) {
            sum = sum.add(Trees.amount(part, "amount"));
        }
        return new Part(Trees.id(fact, "journal_entry_id"), sum);
    }

    private void giveBack(Entry entry) throws UnreadableException {
        var own = told(entry);
        if (own.isPresent()) {
            reverse(entry, own.get());
        }
        var part = own.or(() -> Optional.ofNullable(setAside.remove(entry.id())));
        var given = otherSide(entry).negate();
        findings.unless(
                part.isPresent() && part.get().amount().compareTo(given) == 0,
                Rule.REVERSAL,
                entry.place(),
                part.map(some -> "%s to come back, as is told"
                                .formatted(some.amount().toPlainString()))
                        .orElse("to be told what is reversed"),
                given.toPlainString());
    }

    private void restore(Entry entry) throws UnreadableException {
        var was = Optional.ofNullable(setAside.remove(entry.id()));
        var part = told(entry).orElseThrow(() -> missingFact(entry));
        findings.unless(
                was.isPresent()
                        && was.get().of().equals(part.of())
                        && was.get().amount().compareTo(part.amount().negate()) == 0,
                Rule.REVERSAL,
                entry.place(),
                () -> "what was set aside to be restored, " + was,
                part);
        reverse(entry, part);
    }

    private void reverse(Entry entry, Part part) {
        var of = taken.get(part.of());
        if (of == null || !of.account.equals(entry.account())) {
            findings.add(Rule.REVERSAL, entry.place(), "a debit or capture of the account to be reversed", part.of());
            return;
        }
        of.reversed = of.reversed.add(part.amount());
        findings.unless(
                of.reversed.signum() >= 0 && of.reversed.compareTo(of.amount) <= 0,
                Rule.REVERSAL,
                entry.place(),
                () -> "at most the %s that %s took to be given back".formatted(of.amount.toPlainString(), part.of()),
                of.reversed.toPlainString());
        findings.unless(
                entry.tree().path("reverses").isMissingNode()
                        || entry.tree()
                                .path("reverses")
                                .asText()
                                .equals(part.of().toString()),
                Rule.REVERSAL,
                entry.place(),
                () -> "reverses to name " + part.of(),
                entry.tree().path("reverses"));
    }

    /** What is left to reverse of what this entry reverses. */
    Optional<BigDecimal> leftAfter(Entry entry) throws UnreadableException {
        var fact = Trees.optionalId(entry.tree(), "reverses");
        return fact.map(taken::get).map(of -> of.amount.subtract(of.reversed));
    }
}
