package dev.sluice.ledger.store;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SourceTransactionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A merchant whose plain holds and reserves are mixed, of a LOT and of a SIMPLE asset. The rows that the first release made of the
 * beginning are kept as a file; so the beginning never changes.
 */
final class EventfulReserves {

    static final AccountId MERCHANT = AccountId.ofParticipant("merchant");
    static final AssetId POINTS = AssetId.ofSymbol("PTS");
    static final AssetId DOLLARS = AssetId.ofSymbol("USD");
    static final List<AssetId> ASSETS = List.of(POINTS, DOLLARS);

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));

    private EventfulReserves() {}

    /** What the first release had booked: reserves among plain holds, before and after them, over the same lots and over others. */
    static void beginning(CountedLedger ledger) {
        ask(ledger, SHOP.account(), new CreateProgram("Shop", Optional.empty()));
        ask(ledger, POINTS.account(), asset("PTS", InventoryMode.LOT));
        ask(ledger, DOLLARS.account(), asset("USD", InventoryMode.SIMPLE));
        for (var name : List.of("merchant", "ann")) {
            ask(
                    ledger,
                    AccountId.ofParticipant(name),
                    new PutParticipant(name, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        ask(
                ledger,
                MERCHANT,
                new CreateReservePlan(
                        Optional.empty(), 50, Optional.empty(), Optional.of(10), Optional.empty(), Map.of()));
        for (var asset : ASSETS) {
            ask(ledger, ANN, credit(asset, "10", Optional.empty()));
            ask(ledger, ANN, hold(asset, "4", Optional.of("order")));
            ask(ledger, MERCHANT, credit(asset, "10", Optional.of("charge 1")));
            ask(ledger, MERCHANT, reserve(asset, 4));
            ask(ledger, MERCHANT, hold(asset, "1", Optional.empty()));
            ask(ledger, MERCHANT, credit(asset, "10", Optional.of("charge 2")));
            ask(ledger, MERCHANT, hold(asset, "2", Optional.of("order")));
            ask(ledger, MERCHANT, reserve(asset, 2));
            ask(ledger, MERCHANT, credit(asset, "10", Optional.of("charge 3")));
            ask(ledger, MERCHANT, hold(asset, "3", Optional.empty()));
            ask(ledger, MERCHANT, reserve(asset, 1));
        }
    }

    /**
     * How it went on, step by step.
     *
     * @param made the reserve holds of the beginning
     */
    static List<Runnable> continuation(CountedLedger ledger, List<ReserveHold> made) {
        var steps = new ArrayList<Runnable>();
        for (var asset : ASSETS) {
            var holds =
                    made.stream().filter(hold -> hold.assetId().equals(asset)).toList();
            steps.add(() -> ask(ledger, MERCHANT, release(asset, Optional.of("1"))));
            steps.add(() -> ask(ledger, MERCHANT, releaseOf(holds.get(2), Optional.of(1L))));
            steps.add(() -> ask(ledger, MERCHANT, releaseOf(holds.get(0), Optional.empty())));
            steps.add(() -> ask(ledger, MERCHANT, hold(asset, "1", Optional.empty())));
            steps.add(() -> ask(ledger, MERCHANT, reserve(asset, 1)));
            steps.add(() -> ask(ledger, MERCHANT, refund(asset, "7", "charge 2")));
            steps.add(() -> ask(ledger, MERCHANT, forfeit(asset, "3")));
            steps.add(() -> ask(ledger, MERCHANT, credit(asset, "6", Optional.of("charge 4"))));
            steps.add(() -> ask(ledger, MERCHANT, debit(asset, "1")));
            steps.add(() -> ask(ledger, MERCHANT, release(asset, Optional.empty())));
            steps.add(() -> ask(ledger, MERCHANT, hold(asset, "2", Optional.empty())));
        }
        steps.add(() -> ledger.after(Duration.ofDays(6)));
        for (var asset : ASSETS) {
            steps.add(() -> ledger.settle(MERCHANT, asset));
            steps.add(() -> ask(ledger, MERCHANT, release(asset, Optional.of("1"))));
            steps.add(() -> ask(ledger, ANN, release(asset, Optional.empty())));
        }
        return steps;
    }

    /** The reserve holds that a ledger has made. */
    static List<ReserveHold> reserveHolds(CountedLedger ledger) {
        return ledger.journal().stream()
                .flatMap(entry -> entry.facts().stream())
                .filter(Fact.ReserveHoldStored.class::isInstance)
                .map(fact -> ((Fact.ReserveHoldStored) fact).hold())
                .toList();
    }

    private static void ask(CountedLedger ledger, AccountId account, Operation operation) {
        if (ledger.ask(account, operation) instanceof Refused refused) {
            throw new AssertionError("Expected %s to be done, but got %s".formatted(operation, refused));
        }
    }

    private static CreateAsset asset(String symbol, InventoryMode mode) {
        return new CreateAsset(SHOP, symbol, symbol, mode, IssuancePolicy.UNLIMITED, 0, Optional.empty());
    }

    private static Credit credit(AssetId asset, String amount, Optional<String> charge) {
        return new Credit(
                SHOP,
                asset,
                "Sold",
                Amount.parse(amount),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                charge,
                Map.of());
    }

    private static CreateReserveHold reserve(AssetId asset, long units) {
        return new CreateReserveHold(
                asset, units, CountedLedger.START.plus(Duration.ofDays(4)), Optional.empty(), Map.of());
    }

    private static CreateReserveRelease releaseOf(ReserveHold hold, Optional<Long> units) {
        return new CreateReserveRelease(hold.id(), units, Optional.empty(), Map.of());
    }

    private static Hold hold(AssetId asset, String amount, Optional<String> reference) {
        return new Hold(
                SHOP,
                asset,
                "Hold",
                Optional.of(Amount.parse(amount)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reference,
                Optional.empty(),
                Map.of());
    }

    private static Release release(AssetId asset, Optional<String> amount) {
        return new Release(
                SHOP,
                asset,
                "Release",
                amount.map(Amount::parse),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Forfeit forfeit(AssetId asset, String amount) {
        return new Forfeit(
                SHOP,
                asset,
                "Forfeit",
                Optional.of(Amount.parse(amount)),
                Bucket.HELD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Debit debit(AssetId asset, String amount) {
        return new Debit(
                SHOP,
                asset,
                "Debit",
                Amount.parse(amount),
                Optional.of(Bucket.HELD),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Debit refund(AssetId asset, String amount, String charge) {
        return new Debit(
                SHOP,
                asset,
                "Refund",
                Amount.parse(amount),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SourceTransaction(SourceTransactionType.REFUND, "re_" + charge, charge)),
                Map.of());
    }
}
