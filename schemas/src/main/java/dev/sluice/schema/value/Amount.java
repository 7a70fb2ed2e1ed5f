package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exact decimal number of units of an asset, in JSON always a string such as {@code "100.00"}. What comes in has at
 * most {@value #DIGITS_MAX} digits, no exponent and no sign but a minus. Two amounts are equal when their values are,
 * whatever their trailing zeros; {@link #toString()} keeps the zeros.
 */
public record Amount(BigDecimal value) implements Comparable<Amount> {

    public static final int DIGITS_MAX = 38;

    public static final Amount ZERO = new Amount(BigDecimal.ZERO);

    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?");

    /**
     * Reads a plain decimal.
     *
     * @throws IllegalArgumentException for anything else, or more than {@value #DIGITS_MAX} digits
     */
    @JsonCreator
    public static Amount parse(String text) {
        var digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        if (digits > DIGITS_MAX || !isPlain(text)) {
            throw new IllegalArgumentException(
                    "Expected a decimal string of at most %d digits such as \"100.00\", but got %s"
                            .formatted(DIGITS_MAX, Quoted.of(text)));
        }
        return new Amount(new BigDecimal(text));
    }

    /**
     * Reads what the ledger wrote, in an answer, its journal or a row, however long it is: a balance may have passed {@value
     * #DIGITS_MAX} digits by all that was on its way to it when it got there.
     *
     * @throws IllegalArgumentException for anything but a plain decimal
     */
    public static Amount parseWritten(String text) {
        if (!isPlain(text)) {
            throw new IllegalArgumentException(
                    "Expected a decimal string such as \"100.00\", but got %s".formatted(Quoted.of(text)));
        }
        return new Amount(new BigDecimal(text));
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    public static Amount zero(int scale) {
        return new Amount(BigDecimal.ZERO.setScale(scale));
    }

    public Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    public Amount minus(Amount other) {
        return new Amount(value.subtract(other.value));
    }

    public Amount negated() {
        return new Amount(value.negate());
    }

    public Amount min(Amount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public boolean exceeds(Amount other) {
        return compareTo(other) > 0;
    }

    /** This amount with exactly that many decimals; empty when it has more that are not zeros. */
    public Optional<Amount> atScale(int scale) {
        if (value.scale() == scale) {
            return Optional.of(this);
        }
        var plain = value.stripTrailingZeros();
        return plain.scale() > scale ? Optional.empty() : Optional.of(new Amount(plain.setScale(scale)));
    }

    /** The number of digits of the value at its scale, leading zeros not counted. */
    public int digits() {
        return value.precision();
    }

    /** The same value without trailing zeros: how two texts of one amount are recognised as one. */
    public Amount normalized() {
        return new Amount(isZero() ? BigDecimal.ZERO : value.stripTrailingZeros());
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Amount amount && compareTo(amount) == 0;
    }

    @Override
    public int hashCode() {
        return normalized().value.hashCode();
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
