package dev.sluice.verify;

/**
 * A rule that does not hold.
 *
 * @param place the record, such as {@code journal-0@12}, or the account that was asked for
 */
public record Violation(Rule rule, String place, String expected, String found) {

    @Override
    public String toString() {
        return "%s: %s: Expected %s, but got %s".formatted(place, rule, expected, found);
    }
}
