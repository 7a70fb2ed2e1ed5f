package dev.sluice.verify.books;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The requests that several entries book, of all partitions together. Only those that are on their way are kept, so SYSTEM_TRANSIT
 * is accounted for unit by unit.
 */
public final class Undertakings {

    private final Findings findings;
    private final Map<UUID, Undertaking> open = new HashMap<>();
    private final Map<UUID, BigDecimal> transit = new TreeMap<>();

    private long count;

    Undertakings(Findings findings) {
        this.findings = findings;
    }

    void read(Entry entry) throws UnreadableException {
        for (var posting : entry.postings()) {
            if (posting.side() == Side.SYSTEM_TRANSIT) {
                transit.merge(posting.asset(), posting.amount(), BigDecimal::add);
            }
        }
        if (!isOne(entry)) {
            return;
        }
        var undertaking = open.computeIfAbsent(entry.id(), unseen -> new Undertaking(entry));
        undertaking
                .differing(entry)
                .ifPresent(field -> findings.add(
                        Rule.FORM,
                        entry.place(),
                        "the same %s as in %s, %s"
                                .formatted(
                                        field,
                                        undertaking.place(),
                                        undertaking.first().tree().path(field)),
                        entry.tree().path(field)));
        undertaking.read(entry);
        if (undertaking.isDone()) {
            open.remove(entry.id());
            count++;
        }
    }

    private boolean isOne(Entry entry) {
        return entry.touches(Side.SYSTEM_TRANSIT)
                || entry.type().isOfTransfer()
                || entry.type() == EntryType.REVERSAL_SET_ASIDE
                || entry.type() == EntryType.REVERSAL_RESTORED
                || open.containsKey(entry.id());
    }

    /** A caller was told that it is done: so it is not on its way any more. */
    public void answered(UUID id) {
        var undertaking = open.get(id);
        if (undertaking != null) {
            undertaking.answered();
        }
    }

    public long count() {
        return count;
    }

    /** What is on its way: SYSTEM_TRANSIT over all partitions, by asset. */
    public Map<UUID, BigDecimal> transit() {
        transit.values().removeIf(sum -> sum.signum() == 0);
        return transit;
    }

    public long onTheWay() {
        return open.size();
    }

    /** What began this long ago, or was answered, is not on its way any more: some of it is missing. */
    void checkEnd(long settledBefore) {
        open.values().removeIf(undertaking -> {
            var isMissing = undertaking.isAnswered() || undertaking.since() < settledBefore;
            if (isMissing) {
                findings.add(Rule.TRANSIT, undertaking.place(), undertaking.expected(), undertaking.found());
            }
            return isMissing;
        });
    }
}
