package dev.sluice.schema.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class MalformedRequestTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final int MEBIBYTE = 1 << 20;

    private final RequestJson json = new RequestJson(LedgerMapper.create());
    private final MessageJson<Reply> replies = MessageJson.ofReplies(LedgerMapper.create());

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refuses_bytes_that_are_not_one_json_object_in_utf_8(String what, byte[] value) {
        var refusal = refusal(value);

        assertThat(refusal.toRejection().code()).isEqualTo(RejectionCode.MALFORMED_REQUEST);
        assertThat(refusal.toRejection().errors())
                .extracting(error -> error.pointer())
                .containsExactly("#");
        assertThat(refusal.toRejection().message()).startsWith("Expected ").hasSizeLessThan(250);
        assertThat(json.addressee(value)).isEqualTo(new RequestJson.Addressee(Optional.empty(), Optional.empty()));
        assertCanBeAnswered(refusal);
    }

    private static Stream<Arguments> malformed() {
        var good = request("");
        return Stream.of(
                Arguments.of("no value", null),
                bytes("nothing", ""),
                bytes("white space", " \n\t "),
                bytes("an array", "[" + good + "]"),
                bytes("a number", "1"),
                bytes("a text", "\"hold\""),
                bytes("null", "null"),
                bytes("true", "true"),
                bytes("no JSON", "hold 100.00 of ann"),
                bytes("form encoding", "type=hold&version=1"),
                bytes("single quotes", good.replace('"', '\'')),
                bytes("a comment", "/* hold */" + good),
                bytes("a trailing comma", request(",")),
                bytes("an open end", good.substring(0, good.length() - 1)),
                bytes("half", good.substring(0, good.length() / 2)),
                bytes("the first byte", "{"),
                bytes("a second object", good + good),
                bytes("text after the object", good + " x"),
                bytes("a duplicated field", request(",\"external_id\":\"bob\"")),
                bytes("a duplicated type", request(",\"type\":\"hold\"")),
                bytes("a duplicated field within", request(",\"attributes\":{\"a\":1,\"a\":2}")),
                bytes("a duplicated field of half a character", request(",\"\\ud83d\":1,\"\\ud83d\":2")),
                bytes("a duplicated long field", request(",\"%1$s\":1,\"%1$s\":2".formatted("n".repeat(5_000)))),
                bytes("NaN", request(",\"attributes\":{\"a\":NaN}")),
                bytes("a leading zero", request(",\"attributes\":{\"a\":01}")),
                bytes("a control character", request(",\"display_name\":\"a\nb\"")),
                bytes("an unknown escape", request(",\"display_name\":\"\\x\"")),
                bytes("half a character as value", request(",\"display_name\":\"\\ud83d\"")),
                bytes("half a character within", request(",\"attributes\":{\"a\":[{\"b\":\"\\ude42!\"}]}")),
                bytes("half a character as name", request(",\"attributes\":{\"\\ud83d\":1}")),
                bytes("half a character as key", good.replace("k1", "\\uDE42")),
                bytes(
                        "nested arrays",
                        request(",\"attributes\":{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
                bytes(
                        "nested objects",
                        request(",\"attributes\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))),
                bytes("only open arrays", "[".repeat(MEBIBYTE)),
                bytes("only open objects", "{\"a\":".repeat(MEBIBYTE / 5)),
                bytes("a number of a million digits", request(",\"attributes\":{\"a\":" + "9".repeat(1_000_000) + "}")),
                bytes("an exponent that is no int", request(",\"attributes\":{\"a\":1e99999999999}")),
                bytes("a byte order mark", "\uFEFF" + good),
                Arguments.of("UTF-16, big end first", good.getBytes(UTF_16BE)),
                Arguments.of("UTF-16, little end first", good.getBytes(UTF_16LE)),
                Arguments.of("Latin-1", request(",\"display_name\":\"Zoë\"").getBytes(ISO_8859_1)),
                Arguments.of(
                        "an overlong zero",
                        request(",\"display_name\":\"\u00c0\u0080\"").getBytes(ISO_8859_1)),
                Arguments.of(
                        "a surrogate in UTF-8",
                        request(",\"display_name\":\"\u00ed\u00a0\u0080\"").getBytes(ISO_8859_1)),
                Arguments.of("zeros", new byte[100]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e-999", "1e400000000", "1e-400000000", "99999999999999999999", "1e2147483647"})
    void refuses_a_huge_number_for_a_small_one_at_once(String number) {
        var refusal = refusal(bytesOf(request("")
                .replace("put_participant", "list_programs")
                .replace("\"external_id\":\"ann\"", "\"limit\":" + number)));

        assertThat(refusal.toRejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
        assertThat(refusal.toRejection().errors())
                .extracting(error -> error.pointer())
                .containsExactly("#/limit");
        assertCanBeAnswered(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999",
                "1e400000000",
                "1e-2147483647",
                "-0.0",
                "1E5",
                "12345678901234567890.12345678901234567890"
            })
    void keeps_any_number_that_a_caller_wants_kept(String number) {
        var request = json.read(bytesOf(request(",\"attributes\":{\"a\":" + number + "}")));
        var kept = ((PutParticipant) request.operation()).attributes().orElseThrow();

        assertThat(kept.get("a")).hasToString(new BigDecimal(number).toString());
        assertThat(json.read(json.write(request))).isEqualTo(request);
        assertThat(new Fingerprint().of(request.operation())).hasSize(Fingerprint.LENGTH_BYTES);
    }

    @Test
    void keeps_null_within_what_a_caller_wants_kept() {
        var request = json.read(bytesOf(request(",\"attributes\":{\"a\":{\"b\":null,\"c\":[null]}}")));

        assertThat(new String(json.write(request), UTF_8)).contains("{\"a\":{\"b\":null,\"c\":[null]}}");
    }

    @Test
    void takes_a_whole_character_in_two_escapes() {
        var request = json.read(bytesOf(request(",\"display_name\":\"\\ud83d\\ude42\"")));

        assertThat(json.read(json.write(request))).isEqualTo(request);
        assertThat(((PutParticipant) request.operation()).displayName()).contains("🙂");
    }

    @Test
    void refuses_a_mebibyte_of_unknown_fields_at_once_and_names_some() {
        var many = new StringBuilder();
        for (int number = 0; many.length() < MEBIBYTE; number++) {
            many.append(",\"f").append(number).append("\":1");
        }
        var refusal = refusal(bytesOf(request(many.toString())));

        assertThat(refusal.toRejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
        assertThat(refusal.violations()).hasSizeBetween(1, 20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manyFaults")
    void answers_a_mebibyte_of_faults_in_short(String what, String request) {
        var refusal = refusal(bytesOf(request));
        var reply = replies.write(new Refused(ANN, new IdempotencyKey("k1"), refusal.toRejection()));

        assertThat(refusal.toRejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
        assertThat(refusal.toRejection().errors()).hasSizeBetween(1, 20);
        assertThat(reply).hasSizeLessThan(100_000);
        assertCanBeAnswered(refusal);
    }

    private static Stream<Arguments> manyFaults() {
        var hold = """
            {"type":"hold","version":1,"account_id":"%s","idempotency_key":"k1","program_id":"%s","asset_id":"%s",\
            "description":"d","metadata":{%%s}}\
            """.formatted(ANN, ANN, ANN);
        return Stream.of(
                Arguments.of("long keys", hold.formatted(many(20_000, "\"%s%%05d\":\"v\"".formatted("k".repeat(40))))),
                Arguments.of(
                        "very long keys",
                        hold.formatted(many(8, "\"%s%%05d\":\"v\"".formatted("\\u0001".repeat(20_000))))),
                Arguments.of("attributes", request(",\"attributes\":{" + many(60_000, "\"key-%05d\":1") + "}")),
                Arguments.of(
                        "unknown fields beside a fault of a constructor",
                        request("," + many(60_000, "\"key-%05d\":1")).replace("\"ann\"", "\"\"")));
    }

    private static String many(int count, String field) {
        return IntStream.range(0, count).mapToObj(field::formatted).collect(Collectors.joining(","));
    }

    @Test
    void cuts_a_callers_text_between_characters_so_that_the_refusal_can_be_written() {
        for (var before : Stream.of("", "x").toList()) {
            assertCanBeAnswered(refusal(bytesOf(request("").replace(ANN.toString(), before + "🙂".repeat(100)))));
            assertCanBeAnswered(refusal(bytesOf(request(",\"status\":\"" + before + "🙂".repeat(100) + "\\u0000\""))));
        }
    }

    @Test
    void tells_whom_a_request_that_is_wrong_came_from() {
        assertThat(json.addressee(bytesOf(request(",\"colour\":1").replace("put_participant", "dance"))))
                .isEqualTo(new RequestJson.Addressee(Optional.of(ANN), Optional.of(new IdempotencyKey("k1"))));
        assertThat(json.addressee(bytesOf("{\"account_id\":5,\"idempotency_key\":\"k1\"}")))
                .isEqualTo(new RequestJson.Addressee(Optional.empty(), Optional.of(new IdempotencyKey("k1"))));
    }

    private void assertCanBeAnswered(InvalidMessageException refusal) {
        var reply = new Refused(ANN, new IdempotencyKey("k1"), refusal.toRejection());

        assertThat(replies.read(replies.write(reply))).isEqualTo(reply);
    }

    private InvalidMessageException refusal(byte[] value) {
        return catchThrowableOfType(InvalidMessageException.class, () -> json.read(value));
    }

    private static String request(String more) {
        return """
            {"type":"put_participant","version":1,"account_id":"%s","idempotency_key":"k1","external_id":"ann"%s}\
            """.formatted(ANN, more);
    }

    private static Arguments bytes(String what, String text) {
        return Arguments.of(what, bytesOf(text));
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(UTF_8);
    }
}
