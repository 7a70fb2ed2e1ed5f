package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.LargestWorld.ASSET;
import static dev.sluice.ledger.topology.LargestWorld.LOTS;
import static dev.sluice.ledger.topology.LargestWorld.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.extremes.Letters;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest transfers: of 5,000 lots, to 100 recipients, of which each may owe, and all that they get may be reserved. */
class LargestTransfersTest {

    private static final int RECIPIENTS = Transfer.RECIPIENTS_MAX;
    private static final Amount SMALLEST = Amount.parse("0.000000000000000001");

    @ParameterizedTest(name = "{0} partitions, reserved: {1}, in debt: {2}")
    @CsvSource({"1, false, true", "4, false, false", "4, true, true"})
    void all_lots_go_to_as_many_as_there_can_be(int partitions, boolean reserved, boolean inDebt) {
        var transfer = new Case(partitions, reserved, inDebt, RECIPIENTS);

        assertThat(transfer.transferred()).isEqualTo(LargestWorld.OF_ALL_LOTS);
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4})
    void all_lots_go_to_one_that_reserves_it(int partitions) {
        var transfer = new Case(partitions, true, true, 1);

        assertThat(transfer.transferred()).isEqualTo(LargestWorld.OF_ALL_LOTS);
    }

    /** One of the largest transfers, tried. */
    private static final class Case {

        private final LargestWorld world;
        private final AccountId ann;
        private final Reply reply;

        Case(int partitions, boolean reserved, boolean inDebt, int count) {
            world = new LargestWorld(partitions);
            ann = world.participant("ann");
            world.lots(ann, LOTS);
            var share = new Amount(LargestWorld.OF_ALL_LOTS.value().divide(BigDecimal.valueOf(count)));
            var recipients = names(partitions, count).stream()
                    .map(name -> recipient(name, share, reserved, inDebt))
                    .toList();
            world.knows("recipients", () -> recipients).knows("preserveLots", () -> false);
            reply = world.cluster.tried(ann, world.largest(Transfer.class).getFirst());
        }

        /** As long as names can be; of several partitions, the first one is not of ann's. */
        private List<String> names(int partitions, int count) {
            return IntStream.iterate(0, number -> number + 1)
                    .mapToObj(number -> Letters.ESCAPED.text(255, number))
                    .dropWhile(name ->
                            partitions > 1 && home(AccountId.ofParticipant(name), partitions) == home(ann, partitions))
                    .limit(count)
                    .toList();
        }

        private static int home(AccountId account, int partitions) {
            return Partitioning.of(account.toKey(), partitions);
        }

        private Recipient recipient(String name, Amount amount, boolean reserved, boolean inDebt) {
            var account = world.participant(name);
            if (reserved) {
                world.plan(account);
            }
            if (inDebt) {
                world.cluster.done(account, overdraft(), Adjusted.class);
            }
            return new Recipient(amount, Optional.of(name), Optional.empty(), Optional.empty());
        }

        Amount transferred() {
            assertThat(reply).isInstanceOf(Completed.class);
            return ((Transferred) ((Completed) reply).result()).totalAmount();
        }
    }

    private static Debit overdraft() {
        return new Debit(
                PROGRAM,
                ASSET,
                "Overdrawn",
                SMALLEST,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
