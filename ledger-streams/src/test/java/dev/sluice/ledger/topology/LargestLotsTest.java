package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.LargestWorld.LOTS;
import static dev.sluice.ledger.topology.LargestWorld.OF_ALL_LOTS;
import static dev.sluice.ledger.topology.LargestWorld.OF_A_LOT;
import static dev.sluice.ledger.topology.LargestWorld.PREFUNDED;
import static dev.sluice.ledger.topology.LargestWorld.PROGRAM;
import static dev.sluice.ledger.topology.LargestWorld.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The largest request of each type that touches lots, on an account with as many as an operation may touch, each with a
 * reference as long as can be: it is done, and no record of it is larger than Kafka takes.
 */
class LargestLotsTest {

    private static final int PARTITIONS = 4;

    /** Pieces of a charge: each is a reserve hold of its own. */
    private static final int RESERVED = 1_000;

    private final LargestWorld world = new LargestWorld(PARTITIONS);
    private final AccountId ann = world.participant("ann");

    @Test
    void holds_and_releases_all_lots() {
        var lots = world.lots(ann, LOTS);
        world.knows("lotIds", () -> lots).knows("amount", () -> OF_ALL_LOTS).knows("referenceId", () -> REFERENCE);
        var hold = world.largest(Hold.class);
        var release = world.largest(Release.class);

        for (var turn = 0; turn < Math.max(hold.size(), release.size()); turn++) {
            var held = world.cluster.doneWithin(ann, hold.get(turn % hold.size()), Moved.class);
            assertThat(held.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
            var released = world.cluster.doneWithin(ann, release.get(turn % release.size()), Moved.class);
            assertThat(released.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
        }
    }

    @Test
    void captures_all_lots_by_hold_and_by_reference_and_reverses_it() {
        world.lots(ann, LOTS);
        world.knows("referenceId", () -> REFERENCE).knows("amount", () -> OF_ALL_LOTS);

        for (var variant = 0; variant < 2; variant++) {
            var hold = world.hold(ann);
            world.knows("holdId", () -> hold);
            var capture = world.largest(Capture.class).get(variant);
            var captured = world.cluster.doneWithin(ann, capture, Captured.class);
            assertThat(captured.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
            reverse(ann, captured.journalEntryId());
        }
    }

    @Test
    void debits_all_lots_and_reverses_it() {
        var lots = world.lots(ann, LOTS);
        world.knows("lotIds", () -> lots)
                .knows("referenceId", () -> REFERENCE)
                .knows("amount", () -> OF_ALL_LOTS)
                .knows("bucket", () -> Bucket.AVAILABLE)
                .knows("charge", () -> LargestWorld.CHARGE);

        debitAndReverse(ann);
    }

    @Test
    void forfeits_all_lots_wherever_they_are() {
        var available = world.lots(ann, LOTS);
        world.knows("amount", () -> OF_ALL_LOTS)
                .knows("bucket", () -> Bucket.AVAILABLE)
                .knows("lotIds", () -> available);
        forfeit(Optional.empty());

        var held = world.lots(ann, LOTS);
        world.hold(ann);
        world.knows("bucket", () -> Bucket.HELD).knows("lotIds", () -> held);
        forfeit(Optional.of(REFERENCE));
    }

    @Test
    void voids_as_many_holds_as_there_can_be_lots() {
        world.heldLots(ann, LOTS);
        world.knows("referenceId", () -> REFERENCE);

        var voided = world.cluster.doneWithin(ann, world.largest(VoidHold.class).getFirst(), Moved.class);

        assertThat(voided.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
    }

    @Test
    void draws_on_a_wallet_elsewhere_and_gives_back_to_it() {
        world.knows("amount", () -> OF_ALL_LOTS)
                .knows("assetId", () -> PREFUNDED)
                .knows("bucket", () -> Bucket.AVAILABLE);
        world.done(PROGRAM.account(), FundWallet.class, Moved.class);
        var far = far();
        var lots = world.lots(far, PREFUNDED, LOTS);
        world.knows("lotIds", () -> lots);

        debitAndReverse(far);

        world.done(PROGRAM.account(), FundWallet.class, Moved.class);
        world.knows("amount", () -> OF_A_LOT);
        world.done(far, Credit.class, Adjusted.class);
        world.done(PROGRAM.account(), BurnWallet.class, Moved.class);
    }

    @Test
    void takes_a_charge_back_of_which_all_is_reserved_in_many_pieces() {
        world.plan(ann);
        world.charges(ann, RESERVED);
        world.knows("amount", () -> new Amount(OF_A_LOT.value().multiply(BigDecimal.valueOf(RESERVED))))
                .knows("bucket", () -> Bucket.AVAILABLE)
                .knows("charge", () -> LargestWorld.CHARGE);

        var debit = world.largest(Debit.class).stream()
                .filter(largest -> largest.sourceTransaction().isPresent())
                .findFirst()
                .orElseThrow();
        var debited = world.cluster.doneWithin(ann, debit, Adjusted.class);

        assertThat(debited.lotsProcessed().orElseThrow()).hasSize(RESERVED);
    }

    private void debitAndReverse(AccountId account) {
        for (var debit : world.largest(Debit.class)) {
            var debited = world.cluster.doneWithin(account, debit, Adjusted.class);
            assertThat(debited.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
            reverse(account, debited.journalEntryId());
        }
    }

    private void reverse(AccountId account, EntryId entry) {
        world.knows("journalEntryId", () -> entry);
        var reversed =
                world.cluster.doneWithin(account, world.largest(Reverse.class).getFirst(), Reversed.class);
        assertThat(reversed.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
    }

    /** In AVAILABLE the reference is the lots' own, of which each has another. */
    private void forfeit(Optional<String> reference) {
        var largest = world.largest(Forfeit.class).getFirst();
        var forfeit = new Forfeit(
                largest.programId(),
                largest.assetId(),
                largest.description(),
                largest.amount(),
                largest.bucket(),
                largest.lotIds(),
                largest.earnedFrom(),
                largest.earnedTo(),
                reference,
                largest.metadata());
        var forfeited = world.cluster.doneWithin(ann, forfeit, Moved.class);
        assertThat(forfeited.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
    }

    private static void areAll(List<LotShare> lots) {
        assertThat(lots).hasSize(LOTS);
    }

    /** A participant that is not on the program's own partition. */
    private AccountId far() {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "merchant-" + number)
                .filter(name -> home(AccountId.ofParticipant(name)) != home(PROGRAM.account()))
                .map(world::participant)
                .findFirst()
                .orElseThrow();
    }

    private static int home(AccountId account) {
        return Partitioning.of(account.toKey(), PARTITIONS);
    }
}
