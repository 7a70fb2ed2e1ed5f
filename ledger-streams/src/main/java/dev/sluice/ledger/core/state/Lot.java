package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import java.time.Instant;
import java.util.Optional;

/**
 * One credit of a LOT asset. It never splits; where its value is now is told by its slices.
 *
 * @param amount what it was when it was made
 * @param remaining what is left of it in all slices together
 * @param finish when and how nothing was left
 */
public record Lot(
        AccountId account,
        AssetId asset,
        LotId id,
        LotPosition position,
        Amount amount,
        Amount remaining,
        Optional<Instant> expiresAt,
        Optional<Instant> maturesAt,
        Optional<String> referenceId,
        LotOrigin origin,
        Optional<Finish> finish) {

    /**
     * The end of a lot.
     *
     * @param expired whether its last units expired, rather than being spent
     */
    public record Finish(Instant at, boolean expired) {}

    public Key key() {
        return new Key(account, id);
    }

    /** The key of a lot. */
    public record Key(AccountId account, LotId id) {}

    public Lot withRemaining(Amount left, Optional<Finish> end) {
        return new Lot(account, asset, id, position, amount, left, expiresAt, maturesAt, referenceId, origin, end);
    }
}
