package dev.sluice.schema.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound on a participant's attributes, which are kept in memory, in rows and in the journal for ever. */
class AttributesTest {

    private static final int TRIES = 2_000;

    /** As most writers do: ours escapes what UTF-8 writes in four bytes, and needs twelve. */
    private final JsonMapper mapper = LedgerMapper.create()
            .rebuild()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final RequestJson requests = new RequestJson(LedgerMapper.create());

    /** {@code {"a":"…"}} has eight bytes around the text. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "\"", "\\", "\n", "é", "\u2028", "🙂", "\u007f"})
    void takes_as_many_bytes_as_documented_and_no_more(String letter) throws JsonProcessingException {
        var each = mapper.writeValueAsBytes(letter).length - 2;
        var room = FieldChecks.ATTRIBUTES_BYTES_MAX - 8;
        var longest = letter.repeat(room / each) + "x".repeat(room % each);

        assertThat(mapper.writeValueAsBytes(Map.of("a", longest))).hasSize(FieldChecks.ATTRIBUTES_BYTES_MAX);
        assertThat(put(Map.of("a", longest)).attributes()).isPresent();
        assertRefused(Map.of("a", longest + "x"), "Expected at most 16384 bytes as JSON, but got 16385");
        assertRefused(Map.of("ab", longest), "Expected at most 16384 bytes as JSON, but got 16385");
    }

    @Test
    void takes_what_is_nested_as_deep_as_documented_and_no_deeper() {
        var deepest = nested(FieldChecks.ATTRIBUTES_DEPTH_MAX - 1);

        assertThat(put(Map.of("a", deepest)).attributes()).isPresent();
        assertRefused(Map.of("a", List.of(deepest)), "Expected at most 10 levels of nesting, but got more");
        assertRefused(Map.of("a", Map.of("b", deepest)), "Expected at most 10 levels of nesting, but got more");
        assertRefused(Map.of("a", nested(100_000)), "Expected at most 10 levels of nesting, but got more");
    }

    @Test
    void is_refused_on_a_topic_as_it_is_in_a_constructor() {
        var request = """
            {"type":"put_participant","version":1,"account_id":"%s","idempotency_key":"k","external_id":"ann",\
            "attributes":{"a":"%s"}}\
            """.formatted(AccountId.ofParticipant("ann"), "x".repeat(FieldChecks.ATTRIBUTES_BYTES_MAX));

        var refusal = catchThrowableOfType(
                InvalidMessageException.class, () -> requests.read(request.getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal.violations())
                .extracting(Violation::code, Violation::pointer)
                .containsExactly(tuple(RejectionCode.INVALID_FIELD, "#/attributes"));
    }

    @Test
    void is_measured_as_it_is_written() throws JsonProcessingException {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        for (var i = 0; i < TRIES; i++) {
            var value = value(new Random(seed + i), 5);

            assertThat(JsonLength.of(value)).as("%s", value).isEqualTo(mapper.writeValueAsBytes(value).length);
        }
    }

    /** Anything that Jackson makes of JSON. */
    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 10)) {
            case 0 -> text(random);
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> new BigInteger(random.nextInt(300), random).negate();
            case 5 -> new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(600) - 300);
            case 6 -> new BigDecimal("1e2147483647");
            case 7 -> text(random) + text(random);
            case 8 -> {
                var list = new ArrayList<Object>();
                for (var left = random.nextInt(4); left > 0; left--) {
                    list.add(random.nextInt(5) == 0 ? null : value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (var left = random.nextInt(4); left > 0; left--) {
                    map.put(text(random), random.nextInt(5) == 0 ? null : value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    /** Of all characters, those with an escape of their own the most. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (var left = random.nextInt(6); left > 0; left--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) random.nextInt(0x100));
                case 2 -> text.append("\"\\/\b\f\n\r\t\u2028\u2029\uFFFF".charAt(random.nextInt(11)));
                default -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            }
        }
        return text.toString();
    }

    private static Object nested(int levels) {
        Object value = List.of();
        for (var level = 1; level < levels; level++) {
            value = List.of(value);
        }
        return value;
    }

    private static PutParticipant put(Map<String, Object> attributes) {
        return new PutParticipant("ann", Optional.empty(), Optional.empty(), Optional.of(attributes));
    }

    private static void assertRefused(Map<String, Object> attributes, String detail) {
        var onPut = catchThrowableOfType(InvalidMessageException.class, () -> put(attributes));
        var onUpdate = catchThrowableOfType(
                InvalidMessageException.class, () -> new UpdateParticipant(Optional.empty(), Optional.of(attributes)));

        var expected = List.of(new Violation(RejectionCode.INVALID_FIELD, "#/attributes", detail));
        assertThat(onPut.violations()).isEqualTo(expected);
        assertThat(onUpdate.violations()).isEqualTo(expected);
    }
}
