package dev.sluice.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The violations: all are counted, and the first of each rule are kept. */
public final class Findings {

    private final int keptOfEachRule;
    private final List<Violation> kept = new ArrayList<>();
    private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);

    public Findings(int keptOfEachRule) {
        this.keptOfEachRule = keptOfEachRule;
    }

    public void add(Rule rule, Object place, Object expected, Object found) {
        if (counts.merge(rule, 1L, Long::sum) <= keptOfEachRule) {
            kept.add(new Violation(rule, place.toString(), expected.toString(), found.toString()));
        }
    }

    /** Adds one unless it is as it must be. */
    public void unless(boolean holds, Rule rule, Object place, Object expected, Object found) {
        if (!holds) {
            add(rule, place, expected, found);
        }
    }

    /** The same where it takes time to say what was expected. */
    public void unless(boolean holds, Rule rule, Object place, Supplier<String> expected, Object found) {
        if (!holds) {
            add(rule, place, expected.get(), found);
        }
    }

    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<Rule, Long> counts() {
        return counts;
    }

    /** The first of each rule, in the order in which they were found. */
    public List<Violation> kept() {
        return kept;
    }
}
