package dev.sluice.cli.bench;

import java.util.List;

/**
 * Values of several rounds.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
public record Spread(double median, double lowest, double highest, List<Double> values) {

    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one value");
        }
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast(), List.copyOf(values));
    }
}
