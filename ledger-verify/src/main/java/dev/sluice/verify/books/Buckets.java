package dev.sluice.verify.books;

import java.math.BigDecimal;

/** The value in the buckets of an account and asset. Equal where the amounts are, however many zeros are written. */
public record Buckets(BigDecimal available, BigDecimal held, BigDecimal deferred) {

    public static final Buckets EMPTY = new Buckets(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public boolean isSame(Buckets other) {
        return available.compareTo(other.available) == 0
                && held.compareTo(other.held) == 0
                && deferred.compareTo(other.deferred) == 0;
    }

    @Override
    public String toString() {
        return "%s available, %s held, %s deferred"
                .formatted(available.toPlainString(), held.toPlainString(), deferred.toPlainString());
    }
}
