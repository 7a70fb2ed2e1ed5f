package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestLedger.reason;
import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.output.Limits;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.schema.exchange.ExchangeMessage.RequestForwarded;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final int PARTITIONS = 3;

    private final TestLedger ledger = TestLedger.of(PARTITIONS);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void answers_a_change_of_the_catalogue_when_every_partition_knows_it() {
        ledger.holdMessages();
        ledger.send(programMade(), Map.of(Headers.REQUEST_ID, "attempt-1"));
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.pendingBroadcasts()).isEqualTo(1);

        // Two are told, and then one of them has acknowledged.
        ledger.carryOne();
        ledger.carryOne();
        ledger.carryOne();
        assertThat(ledger.answers()).isEmpty();
        ledger.carryOn();

        var answer = ledger.onlyAnswer();
        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(answer.header(Headers.REPLAYED)).isEqualTo("false");
        assertThat(ledger.pendingBroadcasts()).isZero();
    }

    @Test
    void books_the_change_on_every_partition_in_its_own_chain() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));

        for (var partition = 0; partition < PARTITIONS; partition++) {
            var booked = ledger.journal(partition);
            JournalChain.check(booked);
            var records = booked.stream()
                    .map(record -> ledger.formats.journal().read(record.value()))
                    .toList();
            assertThat(records)
                    .extracting(record -> record.entry().type())
                    .containsExactly(EntryType.PROGRAM_STORED, EntryType.ASSET_STORED);
            assertThat(records).extracting(record -> record.partition()).containsOnly(partition);
            assertThat(booked.getFirst().key())
                    .isEqualTo(programMade().accountId().toKey());
        }
    }

    @Test
    void lets_every_partition_work_with_what_it_was_told() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));

        var homes = IntStream.range(0, 20)
                .mapToObj(i -> "customer-" + i)
                .map(name -> {
                    ledger.ask(participantMade(name));
                    var credit = credited(participantMade(name).accountId(), "c-1", "1.00");
                    assertThat(ledger.ask(credit).header(Headers.STATUS)).isEqualTo("completed");
                    return ledger.home(credit);
                })
                .distinct();
        assertThat(homes).hasSize(PARTITIONS);
    }

    @Test
    void publishes_the_catalogue_once_every_partition_has_it() {
        ledger.holdMessages();
        ledger.send(programMade(), Map.of());
        assertThat(ledger.catalog()).isEmpty();
        ledger.carryOn();

        var published = ledger.catalog();
        assertThat(published).hasSize(1);
        assertThat(published.getFirst().key())
                .isEqualTo(programMade().accountId().toKey());
        assertThat(new String(published.getFirst().value(), StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"program\",\"version\":1,\"id\":\"" + TestRequests.PROGRAM
                        + "\",\"name\":\"Bonus\"");
    }

    @Test
    void answers_all_who_asked_while_it_was_on_its_way() {
        ledger.holdMessages();
        ledger.send(programMade(), Map.of(Headers.REQUEST_ID, "attempt-1"));
        ledger.send(programMade(), Map.of(Headers.REQUEST_ID, "attempt-2"));
        ledger.send(programMade(), Map.of(Headers.REQUEST_ID, "attempt-2"));
        assertThat(ledger.answers()).isEmpty();
        ledger.carryOn();

        var answers = ledger.answers();
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.REQUEST_ID))
                .containsExactly("attempt-1", "attempt-2");
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.REPLAYED))
                .containsExactly("false", "true");
        assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
        assertThat(ledger.ask(programMade()).value()).isEqualTo(answers.get(0).value());
    }

    @Test
    void answers_at_once_who_comes_when_as_many_wait_as_are_kept() {
        ledger.holdMessages();
        for (var i = 0; i < Limits.WAITING_MAX + 10; i++) {
            ledger.send(programMade(), Map.of(Headers.REQUEST_ID, "attempt-" + i));
        }
        assertThat(ledger.answers())
                .hasSize(10)
                .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("result_pending"));
        ledger.carryOn();

        assertThat(ledger.answers())
                .hasSize(Limits.WAITING_MAX)
                .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("(not refused)"));
    }

    @Test
    void refuses_another_request_under_the_key_of_one_that_is_on_its_way() {
        ledger.holdMessages();
        ledger.send(programMade(), Map.of());
        var other = new UpdateProgram(Optional.of("Other"), Optional.empty(), Optional.empty());
        ledger.send(TestRequests.of(programMade().accountId(), "the-program", other), Map.of());

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("idempotency_conflict");
    }

    @Test
    void holds_back_an_answer_that_is_true_here_and_not_yet_everywhere() {
        ledger.ask(programMade());
        ledger.holdMessages();
        ledger.send(pointsMade("make-points"), Map.of());
        ledger.send(pointsMade("make-them-again"), Map.of());
        assertThat(ledger.answers()).isEmpty();
        ledger.carryOn();

        var answers = ledger.answers();
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.IDEMPOTENCY_KEY))
                .containsExactly("make-points", "make-them-again");
        assertThat(ledger.ask(pointsMade("make-them-again")).value())
                .isEqualTo(answers.get(1).value());
    }

    @Test
    void completes_changes_of_one_program_in_the_order_in_which_they_were_made() {
        ledger.holdMessages();
        ledger.send(programMade(), Map.of());
        var renamed = new UpdateProgram(Optional.of("Renamed"), Optional.empty(), Optional.empty());
        ledger.send(TestRequests.of(programMade().accountId(), "rename", renamed), Map.of());
        assertThat(ledger.pendingBroadcasts()).isEqualTo(2);
        ledger.carryOn();

        assertThat(ledger.answers())
                .extracting(answer -> answer.header(Headers.IDEMPOTENCY_KEY))
                .containsExactly("the-program", "rename");
        assertThat(ledger.catalog())
                .hasSize(2)
                .last()
                .satisfies(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .contains("Renamed"));
        assertThat(ledger.pendingBroadcasts()).isZero();
    }

    @Test
    void sends_a_misrouted_request_to_where_it_belongs_and_answers_it_normally() {
        ledger.holdMessages();
        var request = participantMade("ann");
        var elsewhere = (ledger.home(request) + 1) % PARTITIONS;
        ledger.sendTo(elsewhere, request, Map.of(Headers.REQUEST_ID, "attempt-1", Headers.TRACEPARENT, "00-trace"));
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.journal(elsewhere)).isEmpty();
        assertThat(ledger.messagesOnTheWay()).isEqualTo(1);
        ledger.carryOn();

        var answer = ledger.onlyAnswer();
        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(answer.header(Headers.TRACEPARENT)).isEqualTo("00-trace");
        assertThat(ledger.journal(ledger.home(request))).hasSize(1);
        assertThat(ledger.ask(request).header(Headers.REPLAYED)).isEqualTo("true");
    }

    @Test
    void never_sends_a_request_on_twice() {
        var request = participantMade("ann");
        var elsewhere = (ledger.home(request) + 1) % PARTITIONS;
        var value = new String(ledger.formats.requests().write(request), StandardCharsets.UTF_8);
        var message = ledger.formats.exchange().write(new RequestForwarded(value, RequestOrigin.UNKNOWN));

        ledger.message(elsewhere, Partitioning.address(elsewhere), message);

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("internal_error");
        assertThat(ledger.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(ANN.toKey());
            assertThat(letter.value()).isEqualTo(TestLedger.bytes(value));
            assertThat(TestLedger.header(letter, Headers.SOURCE_TOPIC)).contains("test.exchange");
        });
        assertThat(ledger.messagesOnTheWay()).isZero();
    }

    @Test
    void does_nothing_with_a_message_to_another_partition() {
        var message = ledger.formats.exchange().write(new RequestForwarded("{}", RequestOrigin.UNKNOWN));

        ledger.message(0, Partitioning.address(1), message);

        assertThat(ledger.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(reason(letter)).startsWith("internal_error"));
        assertThat(ledger.answers()).isEmpty();
    }
}
