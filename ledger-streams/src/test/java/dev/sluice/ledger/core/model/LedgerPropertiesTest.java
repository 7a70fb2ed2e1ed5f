package dev.sluice.ledger.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ledger answers any sequence of requests as the naive one does, and no invariant ever breaks. An ordinary run takes
 * the same sequences each time. {@code -Dsluice.seed=7} runs that one, {@code -Dsluice.seeds=5000} so many; what fails is shortened and printed.
 */
class LedgerPropertiesTest {

    private static final long SEQUENCES = Long.getLong("sluice.seeds", 700);
    private static final int STEPS = 60;

    /** Each refusal of the rules that a sequence of a few requests can meet. */
    private static final Set<RejectionCode> REFUSALS = EnumSet.of(
            RejectionCode.INVALID_FIELD,
            RejectionCode.INVALID_TIME,
            RejectionCode.UNSUITABLE_FIELD,
            RejectionCode.PROGRAM_NOT_FOUND,
            RejectionCode.ASSET_NOT_FOUND,
            RejectionCode.ACCOUNT_NOT_FOUND,
            RejectionCode.ASSET_NOT_LINKED,
            RejectionCode.PROGRAM_NOT_ACTIVE,
            RejectionCode.ASSET_NOT_ACTIVE,
            RejectionCode.ACCOUNT_NOT_ACTIVE,
            RejectionCode.LOT_MODE_REQUIRED,
            RejectionCode.INVALID_SCALE,
            RejectionCode.LOT_NOT_FOUND,
            RejectionCode.HOLD_NOT_FOUND,
            RejectionCode.TRANSFER_NOT_FOUND,
            RejectionCode.JOURNAL_ENTRY_NOT_FOUND,
            RejectionCode.RESERVE_HOLD_NOT_FOUND,
            RejectionCode.RESERVE_PLAN_NOT_FOUND,
            RejectionCode.RESERVE_RELEASE_NOT_FOUND,
            RejectionCode.HOLD_NOT_OPEN,
            RejectionCode.PLAN_NOT_ACTIVE,
            RejectionCode.PLAN_CONFLICT,
            RejectionCode.BALANCE_NOT_ZERO,
            RejectionCode.ALREADY_EXISTS,
            RejectionCode.REVERSAL_EXCEEDS_ENTRY,
            RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED,
            RejectionCode.NOTHING_TO_PROCESS,
            RejectionCode.INSUFFICIENT_BALANCE,
            RejectionCode.INSUFFICIENT_PROGRAM_FUNDS,
            RejectionCode.AMOUNT_EXCEEDS_RELEASABLE,
            RejectionCode.BALANCE_LIMIT_EXCEEDED);

    /** Each way in which reserves come to be and end. */
    private static final Set<Enum<?>> OF_RESERVES = Stream.<Enum<?>[]>of(
                    ReserveHoldReason.values(), ReserveReleaseReason.values(), ReservePlanStatus.values())
            .flatMap(Stream::of)
            .collect(Collectors.toSet());

    /** Each refusal of a transfer; too many lots take a ring of their own. */
    private static final Set<RejectionCode> REFUSALS_OF_TRANSFERS = EnumSet.of(
            RejectionCode.PROGRAM_NOT_FOUND,
            RejectionCode.ASSET_NOT_FOUND,
            RejectionCode.ACCOUNT_NOT_FOUND,
            RejectionCode.ASSET_NOT_LINKED,
            RejectionCode.PROGRAM_NOT_ACTIVE,
            RejectionCode.ASSET_NOT_ACTIVE,
            RejectionCode.ACCOUNT_NOT_ACTIVE,
            RejectionCode.LOT_MODE_REQUIRED,
            RejectionCode.INVALID_SCALE,
            RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED,
            RejectionCode.INSUFFICIENT_BALANCE,
            RejectionCode.BALANCE_LIMIT_EXCEEDED);

    /** A shape of transfers, to be seen done at least once. */
    private enum Shape {
        TO_SEVERAL,
        TO_ONE_TWICE,
        TO_A_GROUP,
        PRESERVING_LOTS,
        OF_A_SIMPLE_ASSET,
        OF_A_PREFUNDED_ASSET;

        boolean isOf(Transfer transfer) {
            var recipients = transfer.recipients();
            return switch (this) {
                case TO_SEVERAL -> recipients.size() > 1;
                case TO_ONE_TWICE ->
                    recipients.stream().map(Recipient::accountId).distinct().count() < recipients.size();
                case TO_A_GROUP ->
                    recipients.stream().anyMatch(recipient -> recipient.accountKind() == AccountKind.GROUP);
                case PRESERVING_LOTS -> transfer.preserveLots();
                case OF_A_SIMPLE_ASSET -> transfer.assetId().equals(AssetKind.USD.id);
                case OF_A_PREFUNDED_ASSET -> transfer.assetId().equals(AssetKind.GIFT.id);
            };
        }
    }

    /** A shape of reversals, to be seen done at least once. */
    private enum Reversal {
        IN_PARTS,
        OF_SEVERAL_LOTS,
        OF_WHAT_HAD_EXPIRED,
        OF_WHAT_IS_OWED_NO_MORE,
        OF_A_SIMPLE_ASSET,
        OF_A_PREFUNDED_ASSET;

        boolean isOf(Reversed reversed) {
            var lots = reversed.lotsProcessed();
            return switch (this) {
                case IN_PARTS -> reversed.amountReversible().isPositive();
                case OF_SEVERAL_LOTS -> lots.isPresent() && lots.get().size() > 1;
                case OF_WHAT_HAD_EXPIRED -> reversed.amountExpired().isPresent();
                case OF_WHAT_IS_OWED_NO_MORE -> lots.isPresent() && lots.get().isEmpty();
                case OF_A_SIMPLE_ASSET -> reversed.assetId().equals(AssetKind.USD.id);
                case OF_A_PREFUNDED_ASSET -> reversed.assetId().equals(AssetKind.GIFT.id);
            };
        }
    }

    private final Set<Class<?>> done = new HashSet<>();
    private final Set<Shape> shapes = EnumSet.noneOf(Shape.class);
    private final Set<Reversal> reversals = EnumSet.noneOf(Reversal.class);
    private final Set<Timing> timings = EnumSet.noneOf(Timing.class);
    /** Why things of reserves were made or given back, and what plans were, as the ledger told it. */
    private final Set<Enum<?>> ofReserves = new HashSet<>();

    private final Set<RejectionCode> refused = EnumSet.noneOf(RejectionCode.class);
    private final Set<RejectionCode> refusedTransfers = EnumSet.noneOf(RejectionCode.class);

    private final Witness witness = new Witness() {
        @Override
        public void answered(Operation operation, Verdict answer) {
            note(operation, answer);
        }

        @Override
        public void due(List<DueItem> items, Instant now) {
            Stream.of(Timing.values()).filter(timing -> timing.isOf(items, now)).forEach(timings::add);
        }
    };

    private void note(Operation operation, Verdict answer) {
        switch (answer) {
            case Verdict.Done doneIt -> {
                done.add(operation.getClass());
                witness(doneIt.result());
                if (operation instanceof Transfer transfer) {
                    Stream.of(Shape.values())
                            .filter(shape -> shape.isOf(transfer))
                            .forEach(shapes::add);
                }
                if (doneIt.result() instanceof Reversed reversed) {
                    Stream.of(Reversal.values())
                            .filter(reversal -> reversal.isOf(reversed))
                            .forEach(reversals::add);
                }
            }
            case Verdict.No no -> {
                refused.add(no.code());
                if (operation instanceof Transfer) {
                    refusedTransfers.add(no.code());
                }
            }
        }
    }

    private void witness(Result result) {
        switch (result) {
            case ReserveHoldPage page ->
                page.data().forEach(row -> ofReserves.add(row.hold().reason()));
            case ReserveReleasePage page ->
                page.data().forEach(row -> ofReserves.add(row.release().reason()));
            case ReservePlanPage page ->
                page.data().forEach(row -> ofReserves.add(row.plan().status()));
            case ReservePlanFound found -> ofReserves.add(found.plan().plan().status());
            default -> {}
        }
    }

    @Test
    void the_ledger_answers_as_the_naive_one_does() {
        var only = Long.getLong("sluice.seed");
        if (only != null) {
            check(only);
            return;
        }
        LongStream.range(0, SEQUENCES).forEach(this::check);

        assertThat(done).as("types of requests that were done at least once").containsAll(RequestMaker.types());
        assertThat(shapes).as("transfers that were done at least once").containsExactly(Shape.values());
        assertThat(reversals).as("reversals that were done at least once").containsExactly(Reversal.values());
        assertThat(timings).as("what fell due, and when").containsExactly(Timing.values());
        assertThat(ofReserves).as("what was told of reserves at least once").containsAll(OF_RESERVES);
        assertThat(refused).as("refusals that were met at least once").containsAll(REFUSALS);
        assertThat(refusedTransfers)
                .as("refusals of transfers that were met at least once")
                .containsAll(REFUSALS_OF_TRANSFERS);
    }

    private void check(long seed) {
        var seeds = seedsOfSteps(seed);
        if (Run.failure(seeds, witness).isPresent()) {
            var shortest = Shortening.shortest(
                    seeds,
                    steps -> Run.failure(steps, (operation, answer) -> {}).isPresent());
            fail(
                    "The sequence of seed %d fails (-Dsluice.seed=%d). Shortened to %d steps %s:%n%s",
                    seed,
                    seed,
                    shortest.size(),
                    shortest,
                    Run.failure(shortest, (operation, answer) -> {}).orElseThrow());
        }
    }

    private static List<Long> seedsOfSteps(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(seed);
        var seeds = new ArrayList<Long>();
        for (var step = 0; step < STEPS; step++) {
            seeds.add(random.nextLong());
        }
        return seeds;
    }

    @Test
    void every_type_of_request_is_made() {
        assertThat(RequestMaker.types()).isEqualTo(permitted(Operation.class));
    }

    private static Set<Class<?>> permitted(Class<?> type) {
        if (!type.isSealed()) {
            return Set.of(type);
        }
        var types = new HashSet<Class<?>>();
        for (var below : type.getPermittedSubclasses()) {
            types.addAll(permitted(below));
        }
        return types;
    }
}
