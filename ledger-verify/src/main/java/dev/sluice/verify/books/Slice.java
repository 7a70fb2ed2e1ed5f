package dev.sluice.verify.books;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** The part of a lot that is in one state, as a list of lots tells it. Its amounts are without zeros at their end, to be compared. */
public record Slice(
        BigDecimal remaining,
        BigDecimal amount,
        long createdAt,
        Optional<Long> expiresAt,
        Optional<Long> maturesAt,
        Optional<String> reference) {

    /** The name of a slice. */
    public record Key(UUID lot, String status, Optional<UUID> hold) {}

    public static Slice of(
            BigDecimal remaining,
            BigDecimal amount,
            long createdAt,
            Optional<Long> expiresAt,
            Optional<Long> maturesAt,
            Optional<String> reference) {
        return new Slice(
                remaining.stripTrailingZeros(),
                amount.stripTrailingZeros(),
                createdAt,
                expiresAt,
                maturesAt,
                reference);
    }
}
