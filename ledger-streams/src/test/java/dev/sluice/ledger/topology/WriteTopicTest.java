package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TestLedger.Answer;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.ProgramId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The topic from which only requests of scope {@code write} are taken. */
class WriteTopicTest {

    private static final int PARTITIONS = 4;

    private final TestLedger ledger =
            TestLedger.with(TestLedger.settings(PARTITIONS).withWriteTopic(), Rules.ofTheLedger());

    @BeforeEach
    void given_ann_and_points() {
        Stream.of(programMade(), pointsMade("make-points"), participantMade("ann"))
                .forEach(ledger::ask);
        IntStream.range(0, PARTITIONS).forEach(ledger::journal);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void takes_what_moves_value_and_remembers_it_like_any_other() {
        var credit = credited(ANN, "c-1", "20.00");

        var first = asked(credit, Map.of());
        var again = ledger.ask(credit);

        assertThat(first.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(again.header(Headers.REPLAYED)).isEqualTo("true");
        assertThat(again.value()).isEqualTo(first.value());
    }

    static Stream<Request> whatNeedsAnotherScope() {
        return Stream.of(
                new Request(
                        PROGRAM.account(),
                        TestRequests.key("k-1"),
                        new FundWallet(
                                POINTS,
                                Amount.parse("1000000.00"),
                                "Money out of nothing",
                                Optional.empty(),
                                Map.of())),
                pointsMade("k-1"),
                TestRequests.of(
                        ProgramId.madeWith(TestRequests.key("k-1")).account(),
                        "k-1",
                        new CreateProgram("Mine", Optional.empty())),
                balancesOf(ANN, "k-1"));
    }

    @ParameterizedTest
    @MethodSource("whatNeedsAnotherScope")
    void refuses_what_needs_another_scope_and_changes_nothing(Request request) {
        var answer = asked(request, Map.of(Headers.REQUEST_ID, "attempt-1"));

        assertThat(answer.refusal()).isEqualTo("wrong_topic");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(ledger.deadLetters()).isEmpty();
        assertThat(ledger.journal(ledger.home(request))).isEmpty();
        assertThat(ledger.messagesOnTheWay()).isZero();
    }

    /** Who may not ask can't take a key from who may. */
    @Test
    void does_not_remember_the_refusal() {
        asked(pointsMade("k-1"), Map.of());

        assertThat(ledger.ask(pointsMade("k-1")).header(Headers.STATUS)).isEqualTo("completed");
    }

    /** Nor is anything repeated there that was done for who may. */
    @Test
    void does_not_tell_what_was_answered_on_the_other_topic() {
        assertThat(asked(pointsMade("make-points"), Map.of()).refusal()).isEqualTo("wrong_topic");
    }

    @Test
    void refuses_a_misrouted_request_before_it_is_sent_on_where_nobody_would_know_its_topic() {
        var elsewhere = (ledger.home(pointsMade("k-1")) + 1) % PARTITIONS;
        ledger.holdMessages();

        ledger.sendToWriteTopic(elsewhere, pointsMade("k-1"), Map.of());

        assertThat(ledger.messagesOnTheWay()).isZero();
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("wrong_topic");
    }

    @Test
    void sends_a_misrouted_request_on_where_its_scope_is_write() {
        var credit = credited(ANN, "c-1", "20.00");

        ledger.sendToWriteTopic((ledger.home(credit) + 1) % PARTITIONS, credit, BY_A_KEY);

        assertThat(ledger.onlyAnswer().header(Headers.STATUS)).isEqualTo("completed");
        assertThat(actorOfTheOnlyEntry(credit)).contains(new Actor.Unknown());
    }

    private static final Map<String, String> BY_A_KEY = Map.of(Headers.PRINCIPAL, "api-key:shop");

    @Test
    void believes_no_principal_to_be_an_api_key_since_no_gateway_writes_there() {
        var credit = credited(ANN, "c-1", "20.00");

        asked(credit, BY_A_KEY);

        assertThat(actorOfTheOnlyEntry(credit)).contains(new Actor.Unknown());
    }

    @Test
    void names_a_producer_by_what_it_calls_itself() {
        var credit = credited(ANN, "c-1", "20.00");
        asked(credit, Map.of(Headers.PRINCIPAL, "till-7"));

        assertThat(actorOfTheOnlyEntry(credit)).contains(new Actor.Producer("till-7"));
        assertThat(asked(held(ANN, "h-1", "5.00", Optional.empty()), Map.of()).header(Headers.STATUS))
                .isEqualTo("completed");
    }

    private Optional<Actor> actorOfTheOnlyEntry(Request request) {
        return ledger.journalRecords(ledger.home(request)).getFirst().entry().actor();
    }

    private Answer asked(Request request, Map<String, String> headers) {
        ledger.sendToWriteTopic(ledger.home(request), request, headers);
        return ledger.onlyAnswer();
    }
}
