package dev.sluice.ledger.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.Invariants;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sequence of up to four steps, from a world in which one account has a lot of two units. A step that is refused is not
 * followed further, since it leaves the world that was there, and what comes of that is seen anyway.
 */
class SmallWorldsTest {

    private static final int STEPS = 4;
    private static final int LOTS = 3;
    private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    private static final AssetId UNITS = AssetId.ofSymbol("UNIT");
    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final AccountId BOB = AccountId.ofParticipant("bob");
    private static final Optional<String> A = Optional.of("A");
    private static final Optional<String> B = Optional.of("B");
    private static final Optional<String> ANY = Optional.empty();

    /** A step that can be taken in a small world. */
    private enum Step {
        ANN_GETS_TWO,
        ANN_GETS_ONE_OLD_THAT_EXPIRES,
        ANN_GETS_ONE_THAT_MATURES_AND_EXPIRES,
        ANN_GETS_ONE_HELD,
        ANN_HOLDS_TWO,
        ANN_HOLDS_ALL_FOR_A_DAY,
        ANN_RELEASES_ALL,
        ANN_RELEASES_ONE_OF_A,
        ANN_SPENDS_THREE_NO_MATTER_WHAT,
        ANN_SPENDS_ONE_HELD,
        ANN_FORFEITS_ONE,
        ANN_FORFEITS_ALL_HELD,
        ANN_CAPTURES_ONE_OF_A,
        ANN_CAPTURES_THREE_OF_B,
        ANN_VOIDS_A,
        ANN_REVERSES_ONE_OF_THE_LAST,
        ANN_REVERSES_ALL_OF_THE_LAST,
        BOB_GETS_ONE_THAT_EXPIRES,
        BOB_HOLDS_ALL,
        ANN_PAYS_BOB_ONE,
        ANN_PAYS_BOB_TWO_AND_PRESERVES_LOTS,
        BOB_PAYS_ANN_ONE_AND_PRESERVES_LOTS,
        A_DAY_PASSES;

        boolean needsLots() {
            return this == ANN_GETS_ONE_OLD_THAT_EXPIRES
                    || this == ANN_GETS_ONE_THAT_MATURES_AND_EXPIRES
                    || this == BOB_GETS_ONE_THAT_EXPIRES;
        }

        boolean makesALot() {
            return this == ANN_GETS_TWO || this == ANN_GETS_ONE_HELD || needsLots();
        }
    }

    /** The steps that led to the world that is looked at. */
    private final Deque<Step> path = new ArrayDeque<>();

    private int worlds;

    @ParameterizedTest
    @EnumSource
    void no_invariant_breaks_in_any_small_world(InventoryMode mode, TestReporter reporter) {
        var beginning = new InMemoryLedger(START);
        for (var request : beginning(mode)) {
            assertThat(beginning.apply(request)).isNotInstanceOf(Refused.class);
        }
        Invariants.check(beginning);

        try {
            explore(beginning, 0, 1, mode);
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("It breaks after " + path, broken);
        }

        reporter.publishEntry("small worlds of " + mode, String.valueOf(worlds));
        assertThat(worlds).isGreaterThan(mode == InventoryMode.LOT ? 14_000 : 5_000);
    }

    private static List<Request> beginning(InventoryMode mode) {
        return List.of(
                request(SHOP.account(), new CreateProgram("Shop", Optional.empty())),
                request(
                        UNITS.account(),
                        new CreateAsset(SHOP, "Unit", "UNIT", mode, IssuancePolicy.UNLIMITED, 0, Optional.empty())),
                request(ANN, participant("ann")),
                request(BOB, participant("bob")),
                request(ANN, operation(Step.ANN_GETS_TWO, new InMemoryLedger(START), mode)));
    }

    private static PutParticipant participant(String externalId) {
        return new PutParticipant(externalId, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Request request(AccountId account, Operation operation) {
        return new Request(account, IdempotencyKey.of("key"), operation);
    }

    private void explore(InMemoryLedger world, int steps, int lots, InventoryMode mode) {
        worlds++;
        if (steps == STEPS) {
            world.apply(request(BOB, new GetBalances(Optional.empty())));
            Invariants.check(world);
            Invariants.checkFold(world);
            return;
        }
        for (var step : Step.values()) {
            if ((step.makesALot() && lots == LOTS) || (step.needsLots() && mode == InventoryMode.SIMPLE)) {
                continue;
            }
            path.addLast(step);
            var next = world.fork();
            if (happens(step, next, mode)) {
                Invariants.check(next);
                explore(next, steps + 1, lots + (step.makesALot() ? 1 : 0), mode);
            }
            path.removeLast();
        }
    }

    /** Lets it happen; false where it was refused. What falls due on Bob waits for whoever touches his balance next. */
    private static boolean happens(Step step, InMemoryLedger world, InventoryMode mode) {
        if (step == Step.A_DAY_PASSES) {
            world.turnClockBy(DAY);
            world.apply(request(ANN, new GetBalances(Optional.empty())));
            return true;
        }
        var account = step.name().startsWith("BOB") ? BOB : ANN;
        return !(world.apply(request(account, operation(step, world, mode))) instanceof Refused);
    }

    private static Operation operation(Step step, InMemoryLedger world, InventoryMode mode) {
        var tomorrow = Optional.of(world.now().plus(DAY));
        var dayAfter = Optional.of(world.now().plus(DAY).plus(DAY));
        var never = Optional.<Instant>empty();
        var all = Optional.<Amount>empty();
        return switch (step) {
            case ANN_GETS_TWO -> credit("2", Optional.empty(), never, never, never);
            case ANN_GETS_ONE_OLD_THAT_EXPIRES ->
                credit("1", Optional.empty(), Optional.of(START.minus(DAY)), tomorrow, never);
            case ANN_GETS_ONE_THAT_MATURES_AND_EXPIRES -> credit("1", Optional.empty(), never, dayAfter, tomorrow);
            case ANN_GETS_ONE_HELD -> credit("1", Optional.of(Bucket.HELD), never, never, never);
            case ANN_HOLDS_TWO -> hold(amount("2"), A, never);
            case ANN_HOLDS_ALL_FOR_A_DAY -> hold(all, B, tomorrow);
            case ANN_RELEASES_ALL -> release(all, ANY);
            case ANN_RELEASES_ONE_OF_A -> release(amount("1"), A);
            case ANN_SPENDS_THREE_NO_MATTER_WHAT -> debit("3", Bucket.AVAILABLE, true);
            case ANN_SPENDS_ONE_HELD -> debit("1", Bucket.HELD, false);
            case ANN_FORFEITS_ONE -> forfeit(amount("1"), Bucket.AVAILABLE);
            case ANN_FORFEITS_ALL_HELD -> forfeit(all, Bucket.HELD);
            case ANN_CAPTURES_ONE_OF_A -> capture("1", A);
            case ANN_CAPTURES_THREE_OF_B -> capture("3", B);
            case ANN_VOIDS_A -> new VoidHold(SHOP, UNITS, "Void", "A", Map.of());
            case ANN_REVERSES_ONE_OF_THE_LAST -> reverse(world, amount("1"));
            case ANN_REVERSES_ALL_OF_THE_LAST -> reverse(world, all);
            case BOB_GETS_ONE_THAT_EXPIRES -> credit("1", Optional.empty(), never, tomorrow, never);
            case BOB_HOLDS_ALL -> hold(all, A, never);
            case ANN_PAYS_BOB_ONE -> transfer(false, to(BOB, "1"));
            case ANN_PAYS_BOB_TWO_AND_PRESERVES_LOTS -> transfer(mode == InventoryMode.LOT, to(BOB, "1"), to(BOB, "1"));
            case BOB_PAYS_ANN_ONE_AND_PRESERVES_LOTS -> transfer(mode == InventoryMode.LOT, to(ANN, "1"));
            case A_DAY_PASSES -> throw new AssertionError("No operation makes time pass");
        };
    }

    private static Optional<Amount> amount(String text) {
        return Optional.of(Amount.parse(text));
    }

    private static Credit credit(
            String amount,
            Optional<Bucket> bucket,
            Optional<Instant> earned,
            Optional<Instant> expires,
            Optional<Instant> matures) {
        return new Credit(SHOP, UNITS, "Credit", Amount.parse(amount), bucket, A, earned, expires, matures, Map.of());
    }

    private static Hold hold(Optional<Amount> amount, Optional<String> reference, Optional<Instant> expires) {
        return new Hold(
                SHOP,
                UNITS,
                "Hold",
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reference,
                expires,
                Map.of());
    }

    private static Release release(Optional<Amount> amount, Optional<String> reference) {
        return new Release(
                SHOP,
                UNITS,
                "Release",
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reference,
                Map.of());
    }

    private static Debit debit(String amount, Bucket bucket, boolean allowNegative) {
        return new Debit(
                SHOP,
                UNITS,
                "Debit",
                Amount.parse(amount),
                Optional.of(bucket),
                allowNegative,
                Optional.empty(),
                ANY,
                Map.of());
    }

    private static Forfeit forfeit(Optional<Amount> amount, Bucket bucket) {
        return new Forfeit(
                SHOP,
                UNITS,
                "Forfeit",
                amount,
                bucket,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ANY,
                Map.of());
    }

    private static Capture capture(String amount, Optional<String> reference) {
        return new Capture(SHOP, UNITS, "Capture", Optional.empty(), reference, amount(amount), Map.of());
    }

    /** Where nothing was taken yet, what is reversed is no reversible debit. */
    private static Reverse reverse(InMemoryLedger world, Optional<Amount> amount) {
        var last = world.journal().getFirst();
        for (var entry : world.journal()) {
            last = entry.type() == EntryType.DEBIT || entry.type() == EntryType.CAPTURE ? entry : last;
        }
        return new Reverse(SHOP, UNITS, "Reverse", last.id(), amount, B, Map.of());
    }

    private static Recipient to(AccountId recipient, String amount) {
        return new Recipient(Amount.parse(amount), Optional.empty(), Optional.of(recipient), Optional.empty());
    }

    private static Transfer transfer(boolean preserveLots, Recipient... recipients) {
        return new Transfer(SHOP, UNITS, "Transfer", List.of(recipients), preserveLots, A, Map.of());
    }
}
