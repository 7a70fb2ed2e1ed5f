package dev.sluice.ledger.extremes;

import static dev.sluice.ledger.extremes.LargestWorld.ASSET;
import static dev.sluice.ledger.extremes.LargestWorld.LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.OF_ALL_LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.OF_A_LOT;
import static dev.sluice.ledger.extremes.LargestWorld.PREFUNDED;
import static dev.sluice.ledger.extremes.LargestWorld.PROGRAM;
import static dev.sluice.ledger.extremes.LargestWorld.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.reply.LotShare;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Capture;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The largest request of each type that touches lots, on an account with as many as an operation may touch, each with a
 * reference as long as can be: it is done, and no record of it is larger than Kafka takes. What is done with {@link #lots}
 * leaves them as they were, so they are made once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargestLotsTest {

    /** Pieces of a charge: each is a reserve hold of its own. */
    private static final int RESERVED = 500;

    private final LargestWorld world = new LargestWorld(4);
    private final AccountId ann = world.participant("ann");
    private List<String> lots = List.of();

    @BeforeAll
    void given_as_many_lots_as_an_operation_may_touch() {
        lots = world.lots(ann, LOTS);
    }

    @BeforeEach
    void given_that_all_of_ann_is_asked_for() {
        world.knows("lotIds", () -> lots)
                .knows("assetId", () -> ASSET)
                .knows("referenceId", () -> REFERENCE)
                .knows("amount", () -> OF_ALL_LOTS)
                .knows("bucket", () -> Bucket.AVAILABLE)
                .knows("charge", () -> LargestWorld.CHARGE);
    }

    @AfterAll
    void the_books_close() {
        world.cluster.checkEnd();
    }

    @Test
    void holds_and_releases_all_lots() {
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
        debitAndReverse(ann);
    }

    @Test
    void voids_as_many_holds_as_there_can_be_lots() {
        var bob = world.participant("bob");
        world.heldLots(bob, LOTS);

        var voided = world.cluster.doneWithin(bob, world.largest(VoidHold.class).getFirst(), Moved.class);

        assertThat(voided.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);
    }

    @Test
    void draws_on_a_wallet_elsewhere_gives_back_to_it_and_forfeits_the_rest() {
        world.knows("assetId", () -> PREFUNDED);
        world.done(PROGRAM.account(), FundWallet.class, Moved.class);
        var far = world.elsewhere(PROGRAM.account());
        var drawn = world.lots(far, PREFUNDED, LOTS);
        world.knows("lotIds", () -> drawn);
        debitAndReverse(far);

        world.hold(far, PREFUNDED);
        world.knows("bucket", () -> Bucket.HELD);
        var forfeited =
                world.cluster.doneWithin(far, world.largest(Forfeit.class).getFirst(), Moved.class);
        assertThat(forfeited.lotsProcessed()).hasValueSatisfying(LargestLotsTest::areAll);

        world.knows("amount", () -> OF_A_LOT).knows("bucket", () -> Bucket.AVAILABLE);
        world.done(PROGRAM.account(), FundWallet.class, Moved.class);
        world.done(PROGRAM.account(), BurnWallet.class, Moved.class);
    }

    @Test
    void takes_a_charge_back_of_which_all_is_reserved_in_many_pieces() {
        var cleo = world.participant("cleo");
        world.plan(cleo);
        world.charges(cleo, RESERVED);
        world.knows("amount", () -> new Amount(OF_A_LOT.value().multiply(BigDecimal.valueOf(RESERVED))));

        var debit = world.largest(Debit.class).stream()
                .filter(largest -> largest.sourceTransaction().isPresent())
                .findFirst()
                .orElseThrow();
        var debited = world.cluster.doneWithin(cleo, debit, Adjusted.class);

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

    private static void areAll(List<LotShare> lots) {
        assertThat(lots).hasSize(LOTS);
    }
}
