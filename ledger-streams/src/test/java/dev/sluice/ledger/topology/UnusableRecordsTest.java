package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestLedger.reason;
import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.output.DeadLetter;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusableRecordsTest {

    private final TestLedger ledger = TestLedger.ofOnePartition();

    @AfterEach
    void close() {
        ledger.close();
    }

    /** The partition goes on, whatever came. */
    private void and_the_next_request_is_done() {
        assertThat(ledger.ask(participantMade("bob")).header(Headers.STATUS)).isEqualTo("completed");
        assertThat(ledger.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON            | malformed_request   | hello",
                "half of it         | malformed_request   | {\"type\":\"get_balances\",",
                "a list             | malformed_request   | []",
                "nothing            | malformed_request   | ``",
                "twice a field      | malformed_request   | {\"type\":\"get_balances\",\"type\":\"get_balances\"}",
                "no type            | missing_field       | {\"version\":1}",
                "an unknown type    | invalid_field       |"
                    + " {\"type\":\"steal\",\"version\":1,\"account_id\":\"0b0e5b5e-0000-5000-8000-000000000001\",\"idempotency_key\":\"k\"}",
            })
    void puts_aside_what_is_no_request(String what, String code, String value) {
        ledger.sendText(ANN.toString(), value);

        assertThat(reason(onlyDeadLetter())).startsWith(code + ": ");
        ledger.answers();
        and_the_next_request_is_done();
    }

    @Test
    void tells_who_sent_it_where_the_record_says_who() {
        var value =
                "{\"type\":\"steal\",\"version\":1,\"account_id\":\"%s\",\"idempotency_key\":\"k-1\"}".formatted(ANN);
        ledger.sendTo(0, ANN.toKey(), TestLedger.bytes(value), Map.of(Headers.REQUEST_ID, "attempt-1"));

        var answer = ledger.onlyAnswer();
        assertThat(answer.refusal()).isEqualTo("invalid_field");
        assertThat(answer.reply().accountId()).isEqualTo(ANN);
        assertThat(answer.reply().idempotencyKey().value()).isEqualTo("k-1");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(answer.header(Headers.STATUS)).isEqualTo("invalid_field");
    }

    @Test
    void reads_no_version_but_its_own() {
        var value = new String(ledger.formats.requests().write(participantMade("ann")), StandardCharsets.UTF_8);
        ledger.sendText(ANN.toString(), value.replace("\"version\":1", "\"version\":2"));

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("unsupported_version");
        assertThat(reason(onlyDeadLetter())).startsWith("unsupported_version");
    }

    @Test
    void does_not_remember_what_was_wrong_with_the_message_itself() {
        var value = new String(ledger.formats.requests().write(participantMade("ann")), StandardCharsets.UTF_8);
        ledger.sendText(ANN.toString(), value.replace("\"version\":1", "\"version\":2"));
        ledger.answers();

        assertThat(ledger.ask(participantMade("ann")).header(Headers.STATUS)).isEqualTo("completed");
    }

    @Test
    void refuses_a_request_under_the_key_of_another_account() {
        var value = ledger.formats.requests().write(participantMade("ann"));
        ledger.sendTo(0, AccountId.ofParticipant("bob").toKey(), value, Map.of());

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("wrong_key");
        assertThat(reason(onlyDeadLetter())).startsWith("wrong_key");
        and_the_next_request_is_done();
    }

    @Test
    void refuses_a_request_without_a_key() {
        ledger.sendTo(0, null, ledger.formats.requests().write(participantMade("ann")), Map.of());

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("wrong_key");
        assertThat(onlyDeadLetter().key()).isNull();
        and_the_next_request_is_done();
    }

    @Test
    void refuses_a_key_in_upper_case_because_it_lies_on_another_partition() {
        var value = ledger.formats.requests().write(participantMade("ann"));
        ledger.sendTo(0, TestLedger.bytes(ANN.toString().toUpperCase(Locale.ROOT)), value, Map.of());

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("wrong_key");
    }

    @Test
    void puts_aside_a_tombstone() {
        ledger.sendTo(0, ANN.toKey(), null, Map.of());

        assertThat(onlyDeadLetter().value()).isNull();
        assertThat(ledger.answers()).isEmpty();
        and_the_next_request_is_done();
    }

    @Test
    void keeps_a_dead_letter_as_it_came_and_says_where_it_stood() {
        ledger.ask(participantMade("bob"));
        ledger.sendText("any key", "hello");

        var letter = onlyDeadLetter();
        assertThat(letter.key()).isEqualTo(TestLedger.bytes("any key"));
        assertThat(letter.value()).isEqualTo(TestLedger.bytes("hello"));
        assertThat(TestLedger.header(letter, Headers.SOURCE_TOPIC)).contains("test.requests");
        assertThat(TestLedger.header(letter, Headers.SOURCE_PARTITION)).contains("0");
        assertThat(TestLedger.header(letter, Headers.SOURCE_OFFSET)).contains("1");
        assertThat(ledger.counted("sluice.dead.letters", "reason", "malformed_request"))
                .isEqualTo(1);
    }

    @Test
    void cuts_what_is_too_long_to_keep() {
        ledger.sendTo(0, ANN.toKey(), new byte[DeadLetter.VALUE_BYTES_MAX + 1], Map.of());

        assertThat(onlyDeadLetter().value()).hasSize(DeadLetter.VALUE_BYTES_MAX);
    }

    @Test
    void passes_over_headers_that_are_not_what_they_should_be() {
        ledger.send(
                participantMade("ann"),
                Map.of(Headers.REPLY_PARTITION, "two", Headers.REQUEST_ID, "x".repeat(100_000)));

        var answer = ledger.onlyAnswer();
        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("(none)");
    }

    @Test
    void puts_aside_a_message_between_partitions_that_it_cannot_read() {
        ledger.message(0, TestLedger.bytes("0"), TestLedger.bytes("{\"type\":\"of_next_year\",\"version\":1}"));

        assertThat(reason(onlyDeadLetter())).startsWith("internal_error");
        assertThat(ledger.counted("sluice.internal.errors")).isEqualTo(1);
        and_the_next_request_is_done();
    }

    private TestRecord<byte[], byte[]> onlyDeadLetter() {
        var letters = ledger.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }
}
