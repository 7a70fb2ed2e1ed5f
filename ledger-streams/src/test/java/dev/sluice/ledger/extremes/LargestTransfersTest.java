package dev.sluice.ledger.extremes;

import static dev.sluice.ledger.extremes.LargestWorld.ASSET;
import static dev.sluice.ledger.extremes.LargestWorld.LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.OF_ALL_LOTS;
import static dev.sluice.ledger.extremes.LargestWorld.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.Amount;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest transfers: of 5,000 lots, to 100 recipients, of which each owes, and all that they get may be reserved. */
class LargestTransfersTest {

    private static final int RECIPIENTS = Transfer.RECIPIENTS_MAX;
    private static final Amount SMALLEST = Amount.parse("0.000000000000000001");

    @ParameterizedTest(name = "{0} partitions, reserved: {1}")
    @CsvSource({"1, false", "4, true"})
    void all_lots_go_to_as_many_as_there_can_be(int partitions, boolean reserved) {
        var world = new LargestWorld(partitions);
        var ann = world.participant("ann");
        world.lots(ann, LOTS);
        var share = new Amount(OF_ALL_LOTS.value().divide(BigDecimal.valueOf(RECIPIENTS)));
        var recipients = IntStream.range(0, RECIPIENTS)
                .mapToObj(number -> Letters.ESCAPED.text(PutParticipant.EXTERNAL_ID_LENGTH_MAX, number))
                .map(name -> recipient(world, name, share, reserved))
                .toList();
        world.knows("recipients", () -> recipients).knows("preserveLots", () -> false);

        var done = world.cluster.doneWithin(ann, world.largest(Transfer.class).getFirst(), Transferred.class);

        assertThat(done.totalAmount()).isEqualTo(OF_ALL_LOTS);
        world.cluster.checkEnd();
    }

    private static Recipient recipient(LargestWorld world, String name, Amount amount, boolean reserved) {
        var account = world.participant(name);
        if (reserved) {
            world.plan(account);
        }
        world.cluster.done(account, overdraft(), Adjusted.class);
        return new Recipient(amount, Optional.of(name), Optional.empty(), Optional.empty());
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
