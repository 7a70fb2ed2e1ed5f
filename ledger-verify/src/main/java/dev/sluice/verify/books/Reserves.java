package dev.sluice.verify.books;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The releases of reserves: they tell each unit that leaves one, and no other. */
final class Reserves {

    private static final Set<EntryType> FILLING = Set.of(EntryType.HOLD, EntryType.CREDIT, EntryType.TRANSFER);
    private static final Set<EntryType> DRAWING = Set.of(EntryType.RESERVE_RELEASE, EntryType.DEBIT);

    private final Findings findings;
    private final long retention;

    /** A release may give back in several entries, so what it gave so far is kept; the oldest first. */
    private final Map<UUID, Given> releases = new LinkedHashMap<>();

    private record Given(BigDecimal amount, long at) {}

    Reserves(Findings findings, long retention) {
        this.findings = findings;
        this.retention = retention;
    }

    /**
     * @param left how much left each reserve by the entry's postings
     * @param opened the amounts of the reserves that it opened
     */
    void read(Entry entry, Map<UUID, BigDecimal> left, Map<UUID, BigDecimal> opened) throws UnreadableException {
        var told = new HashMap<UUID, BigDecimal>();
        for (var fact : entry.facts("reserve_released")) {
            var given = BigDecimal.ZERO;
            for (var line : fact.path("lines")) {
                var amount = Trees.amount(line, "amount");
                told.merge(Trees.id(line, "hold_id"), amount, BigDecimal::add);
                given = given.add(amount);
            }
            var release = fact.path("release");
            findings.unless(
                    entry.asset().isEmpty() || entry.asset().get().equals(Trees.id(release, "asset_id")),
                    Rule.RESERVE,
                    entry.place(),
                    "a release of the entry's asset",
                    release.path("asset_id"));
            checkTotal(entry, Trees.id(release, "id"), given, Trees.amount(release, "amount"));
        }
        findings.unless(
                isSame(told, left),
                Rule.RESERVE,
                entry.place(),
                () -> "lines that tell what left each reserve, " + inWords(left),
                inWords(told));
        findings.unless(
                left.isEmpty() || DRAWING.contains(entry.type()),
                Rule.RESERVE,
                entry.place(),
                "only a release or a debit to take what is reserved",
                entry.type());
        checkOpened(entry, opened);
    }

    /** The amount of a release is what it gave back, in this entry and those before. */
    private void checkTotal(Entry entry, UUID id, BigDecimal given, BigDecimal amount) {
        var before = releases.remove(id);
        if (before == null && given.signum() == 0) {
            // Only its metadata was changed, long after it was made.
            return;
        }
        var sum = before == null ? given : before.amount().add(given);
        findings.unless(
                sum.compareTo(amount) == 0,
                Rule.RESERVE,
                entry.place(),
                () -> "release %s to be the sum of its lines, %s".formatted(id, sum.toPlainString()),
                amount.toPlainString());
        releases.put(id, new Given(amount, entry.at()));
        releases.values().removeIf(old -> releases.size() > 1 && old.at() + retention < entry.at());
    }

    private void checkOpened(Entry entry, Map<UUID, BigDecimal> opened) throws UnreadableException {
        var stored = new HashMap<UUID, BigDecimal>();
        for (var fact : entry.facts("reserve_hold_stored")) {
            findings.unless(
                    !FILLING.contains(entry.type())
                            || (entry.asset().isPresent()
                                    && entry.asset().get().equals(Trees.id(fact.path("hold"), "asset_id"))
                                    && Trees.time(fact.path("hold"), "created_at") == entry.at()),
                    Rule.RESERVE,
                    entry.place(),
                    "a reserve of the entry's asset and time",
                    fact.path("hold"));
            stored.put(Trees.id(fact.path("hold"), "id"), Trees.amount(fact.path("hold"), "amount"));
        }
        if (FILLING.contains(entry.type())) {
            findings.unless(
                    isSame(stored, opened)
                            && owners(entry, "reserve_hold_stored").equals(owners(entry, "hold_opened")),
                    Rule.RESERVE,
                    entry.place(),
                    () -> "a reserve_hold_stored for each hold of origin RESERVE, " + inWords(opened),
                    inWords(stored));
        }
    }

    /** Whose the reserves are that a type of fact tells of. */
    private static Set<UUID> owners(Entry entry, String type) throws UnreadableException {
        var owners = new HashSet<UUID>();
        for (var fact : entry.facts(type)) {
            if (type.equals("reserve_hold_stored")
                    || fact.path("origin").asText().equals("RESERVE")) {
                owners.add(entry.accountOf(fact));
            }
        }
        return owners;
    }

    private static String inWords(Map<UUID, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue().toPlainString())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean isSame(Map<UUID, BigDecimal> one, Map<UUID, BigDecimal> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(sum -> sum.getValue().compareTo(other.get(sum.getKey())) == 0);
    }
}
