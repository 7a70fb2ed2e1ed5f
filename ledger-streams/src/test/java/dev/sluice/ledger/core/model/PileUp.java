package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Things of all kinds that fall due on one account at one instant, so that more entries than one have to be booked.
 *
 * @param fallingDue makes them; to be asked before the instant
 * @param afterwards what depends on them; to be asked after it
 */
public record PileUp(List<Request> fallingDue, List<Request> afterwards) {

    public static PileUp on(AccountId account, Instant instant, String keys) {
        return new PileUp(
                requests(
                        account,
                        keys + "-pile-",
                        lot(Optional.of(instant), Optional.empty()),
                        lot(Optional.empty(), Optional.of(instant)),
                        hold(Optional.of(instant)),
                        hold(Optional.of(instant))),
                requests(
                        account,
                        keys + "-after-",
                        new GetBalances(Optional.empty()),
                        hold(Optional.empty()),
                        new GetBalances(Optional.empty())));
    }

    private static List<Request> requests(AccountId account, String keys, Operation... operations) {
        return IntStream.range(0, operations.length)
                .mapToObj(i -> new Request(account, IdempotencyKey.of(keys + i), operations[i]))
                .toList();
    }

    private static Credit lot(Optional<Instant> expiresAt, Optional<Instant> maturesAt) {
        return new Credit(
                RequestMaker.SHOP,
                AssetKind.PTS.id,
                "Of a pile",
                Amount.parse("3.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                expiresAt,
                maturesAt,
                Map.of());
    }

    private static Hold hold(Optional<Instant> expiresAt) {
        return new Hold(
                RequestMaker.SHOP,
                AssetKind.PTS.id,
                "Of a pile",
                Optional.of(Amount.parse("1.00")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                expiresAt,
                Map.of());
    }
}
