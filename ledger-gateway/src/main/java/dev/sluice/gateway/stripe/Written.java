package dev.sluice.gateway.stripe;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.ReserveCreator;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;

/** The notation in which the dialect writes the contract's values. */
final class Written {

    private Written() {}

    /** The ledger's amounts have their asset's scale, so without the point they count its smallest unit. */
    static BigInteger amount(Amount amount) {
        return amount.value().unscaledValue();
    }

    /** Unix seconds. */
    static long time(Instant time) {
        return time.getEpochSecond();
    }

    static String currency(String symbol) {
        return symbol.toLowerCase(Locale.ROOT);
    }

    static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Stripe's clients know two creators, and to them the ledger is the second. */
    static String creator(ReserveCreator creator) {
        return switch (creator) {
            case APPLICATION -> "application";
            case SYSTEM -> "stripe";
        };
    }
}
