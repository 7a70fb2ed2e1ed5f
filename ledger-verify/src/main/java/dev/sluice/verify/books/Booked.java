package dev.sluice.verify.books;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An entry that was booked, with what it left: so much of it as a reply may tell.
 *
 * @param isAtHome whether it is on the partition of its account, and so the one that is told of
 * @param left of the entry's account and asset
 * @param overdraws whether it took more than there was
 * @param leftToReverse of the debit or capture that a reversal is of
 */
public record Booked(
        Entry entry, boolean isAtHome, Optional<Buckets> left, boolean overdraws, Optional<BigDecimal> leftToReverse) {}
