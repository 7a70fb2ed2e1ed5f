package dev.sluice.verify.books;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/** An open hold. It is forgotten when nothing remains, since it can never be filled again. */
final class Hold {

    final BigDecimal amount;
    final String origin;
    final UUID openedBy;
    final Optional<Long> expiresAt;
    BigDecimal remaining = BigDecimal.ZERO;

    Hold(BigDecimal amount, String origin, UUID openedBy, Optional<Long> expiresAt) {
        this.amount = amount;
        this.origin = origin;
        this.openedBy = openedBy;
        this.expiresAt = expiresAt;
    }

    boolean isOfReserve() {
        return origin.equals("RESERVE");
    }
}
