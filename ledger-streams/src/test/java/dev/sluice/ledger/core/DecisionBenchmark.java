package dev.sluice.ledger.core;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time that the rules themselves take, on rows in sorted maps: to decide, and to work out the state that follows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

    private static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    private static final AssetId POINTS = AssetId.ofSymbol("PTS");
    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");

    /** Open lots of the account: what a decision costs follows the lots that it touches, which is one. */
    @Param({"1", "1000"})
    public int lots;

    private InMemoryLedger ledger;
    private Request hold;
    private Request release;
    private Decision.Accepted held;
    private int keys;

    @Setup
    public void makeAccount() {
        ledger = new InMemoryLedger(NOW);
        ask(SHOP.account(), new CreateProgram("Shop", Optional.empty()));
        ask(
                POINTS.account(),
                new CreateAsset(
                        SHOP, "Points", "PTS", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.empty()));
        ask(ANN, new PutParticipant("ann", Optional.empty(), Optional.empty(), Optional.empty()));
        for (var lot = 0; lot < lots; lot++) {
            ask(ANN, credit(NOW.minusSeconds(lot + 1L)));
        }
        ask(ANN, hold("open"));
        hold = request(ANN, hold("order"));
        release = request(ANN, release());
        held = (Decision.Accepted) Ledger.decide(ledger, hold);
    }

    private void ask(AccountId account, Operation operation) {
        var decision = ledger.apply(request(account, operation));
        if (decision instanceof Decision.Refused(var rejection)) {
            throw new IllegalStateException("Expected what the benchmark begins with, but got " + rejection);
        }
    }

    private Request request(AccountId account, Operation operation) {
        return new Request(account, IdempotencyKey.of("key " + keys++), operation);
    }

    private static Credit credit(Instant earnedAt) {
        return new Credit(
                SHOP,
                POINTS,
                "Earned",
                Amount.parse("10.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(earnedAt),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Hold hold(String reference) {
        return new Hold(
                SHOP,
                POINTS,
                "Reserved",
                Optional.of(Amount.parse("1.00")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reference),
                Optional.empty(),
                Map.of());
    }

    private static Release release() {
        return new Release(
                SHOP,
                POINTS,
                "Given back",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("open"),
                Map.of());
    }

    @Benchmark
    public Decision decideHold() {
        return Ledger.decide(ledger, hold);
    }

    @Benchmark
    public Decision decideRelease() {
        return Ledger.decide(ledger, release);
    }

    @Benchmark
    public Object evolveHold() {
        return Evolver.evolve(ledger, held.entry());
    }
}
