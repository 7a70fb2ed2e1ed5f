package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.extremes.Letters;
import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of rows that have all that rows may have is shorter than was asked for, since an answer is one record. */
class LargestPagesTest {

    private static final int ROWS = 210;

    private final TestLedger ledger = TestLedger.ofOnePartition();

    @BeforeEach
    void given_ann_with_points() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(credited(ANN, "credit", "1000.00"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void every_hold_is_listed_once_however_much_is_kept_with_it() {
        for (var number = 0; number < ROWS; number++) {
            ledger.ask(TestRequests.of(ANN, "hold-" + number, hold(number)));
        }

        var ids = new ArrayList<HoldId>();
        var cursor = Optional.<String>empty();
        do {
            var answer = ledger.ask(TestRequests.of(
                    ANN,
                    "list",
                    new ListHolds(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Question.LIST_LIMIT_MAX),
                            cursor)));
            assertFits(answer);
            var page = (HoldPage) answer.result();
            page.data().stream().map(HoldRow::id).forEach(ids::add);
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        assertThat(ids).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void every_reserve_hold_is_listed_once_whichever_way() {
        for (var number = 0; number < ROWS; number++) {
            ledger.ask(TestRequests.of(
                    ANN,
                    "reserve-" + number,
                    new CreateReserveHold(
                            POINTS, 1L, ledger.now().plus(Duration.ofDays(10)), Optional.empty(), metadata(number))));
        }

        var down = new ArrayList<HoldId>();
        var after = Optional.<HoldId>empty();
        ReserveHoldPage page;
        do {
            page = reserves(after, Optional.empty());
            page.data().stream().map(row -> row.hold().id()).forEach(down::add);
            after = Optional.of(down.getLast());
        } while (page.hasMore());
        assertThat(down).hasSize(ROWS).doesNotHaveDuplicates();

        var up = new ArrayList<HoldId>();
        up.add(down.getLast());
        do {
            page = reserves(Optional.empty(), Optional.of(up.getFirst()));
            up.addAll(
                    0,
                    page.data().stream()
                            .map(ReserveHoldRow::hold)
                            .map(hold -> hold.id())
                            .toList());
        } while (page.hasMore());
        assertThat(up).isEqualTo(down);
    }

    private ReserveHoldPage reserves(Optional<HoldId> after, Optional<HoldId> before) {
        var answer = ledger.ask(TestRequests.of(
                ANN,
                "list",
                new ListReserveHolds(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ReserveCommand.RESERVE_LIST_LIMIT_MAX),
                        after,
                        before)));
        assertFits(answer);
        return (ReserveHoldPage) answer.result();
    }

    private static void assertFits(TestLedger.Answer answer) {
        assertThat(answer.reply()).as(answer.refusal()).isInstanceOf(Completed.class);
        assertThat(answer.value()).hasSizeBetween(1, Limits.RECORD_BYTES_MAX / 2 + 200_000);
    }

    private static Hold hold(int number) {
        return new Hold(
                PROGRAM,
                POINTS,
                "Reserved",
                Optional.of(Amount.parse("0.01")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Letters.ESCAPED.text(255, number)),
                Optional.empty(),
                metadata(number));
    }

    private static Map<String, String> metadata(int number) {
        var metadata = new TreeMap<String, String>();
        for (var key = 0; key < FieldChecks.METADATA_KEYS_MAX; key++) {
            metadata.put(
                    Letters.ESCAPED.text(FieldChecks.METADATA_KEY_LENGTH_MAX, key),
                    Letters.ESCAPED.text(FieldChecks.METADATA_VALUE_LENGTH_MAX, number));
        }
        return metadata;
    }
}
