package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.request.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The streaming reader against the reader of trees: what the one takes, the other takes for the same. {@code -Dsluice.seed=7}
 * gives a run again, {@code -Dsluice.seeds=100000} takes more of each type.
 */
class StreamedRequestsTest {

    private static final int TRIES = Integer.getInteger("sluice.seeds", 3_000);
    private static final JsonMapper MAPPER = LedgerMapper.create();

    private final StreamedRequests streamed = new StreamedRequests(MAPPER.getFactory());
    private final RequestJson json = new RequestJson(MAPPER);

    private static Stream<ObjectNode> usual() {
        return Stream.of("hold", "release", "credit", "debit", "capture").map(StreamedRequestsTest::golden);
    }

    private static ObjectNode golden(String type) {
        try (var file = StreamedRequestsTest.class.getResourceAsStream("/golden/request/" + type + ".json")) {
            return (ObjectNode) MAPPER.readTree(file);
        } catch (IOException e) {
            throw new AssertionError("A golden request is JSON", e);
        }
    }

    @ParameterizedTest
    @MethodSource("usual")
    void takes_a_request_of_the_usual_form_itself(ObjectNode request) {
        assertThat(streamed.read(utf8(request.toString()))).contains(json.readTree(utf8(request.toString())));
    }

    @Test
    void leaves_a_debit_that_takes_a_charge_back_to_the_reader_of_trees() {
        var request = golden("debit").put("bucket", "AVAILABLE");
        request.remove(List.of("earned_from", "earned_to"));
        request.putObject("source_transaction")
                .put("type", "REFUND")
                .put("id", "refund-1")
                .put("charge", "charge-1");
        var debit = utf8(request.toString());

        assertThat(streamed.read(debit)).isEmpty();
        assertThat(json.read(debit)).isEqualTo(json.readTree(debit));
    }

    @ParameterizedTest
    @MethodSource("usual")
    void takes_nothing_that_the_reader_of_trees_refuses_or_takes_for_something_else(ObjectNode request) {
        var seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.println("-Dsluice.seed=" + seed);
        var taken = 0;
        for (var chance = seed; chance < seed + TRIES; chance++) {
            var mutated = new Mutations(new Random(chance)).of(request);

            var read = streamed.read(mutated);

            if (read.isPresent()) {
                taken++;
                var expected = readTree(mutated);
                var told = "-Dsluice.seed=%d: %s".formatted(chance, new String(mutated, StandardCharsets.UTF_8));
                assertThat(read).as(told).isEqualTo(expected);
                // Amounts are equal whatever their zeros, so the bytes are looked at too.
                assertThat(json.write(read.orElseThrow())).as(told).isEqualTo(json.write(expected.orElseThrow()));
            }
        }
        assertThat(taken).isBetween(TRIES / 20, TRIES * 19 / 20);
    }

    @ParameterizedTest
    @MethodSource("usual")
    void sees_each_name_that_is_given_twice(ObjectNode request) {
        request.fieldNames().forEachRemaining(name -> {
            var value = request.get(name);
            for (var first : List.of(value.toString(), "null", "0", "false", "{}", "[]")) {
                var doubled = "{\"%s\":%s,%s"
                        .formatted(name, first, request.toString().substring(1));
                assertThat(streamed.read(utf8(doubled))).as(doubled).isEmpty();
            }
        });
    }

    private Optional<Request> readTree(byte[] value) {
        try {
            return Optional.of(json.readTree(value));
        } catch (InvalidMessageException refused) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
