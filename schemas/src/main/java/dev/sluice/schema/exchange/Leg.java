package dev.sluice.schema.exchange;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part of one account in value that is on its way.
 *
 * @param index its place in the request's list, from 0 on
 * @param lots of a LOT asset, the lots to be made; empty while it is only asked, and of wallets, which have no lots
 */
public record Leg(int index, AccountId accountId, AccountKind accountKind, Amount amount, List<LotTerms> lots) {

    /**
     * A lot to be made.
     *
     * @param createdAt the vintage
     */
    public record LotTerms(Amount amount, Instant createdAt, Optional<Instant> expiresAt) {}

    public Leg {
        lots = List.copyOf(lots);
    }
}
