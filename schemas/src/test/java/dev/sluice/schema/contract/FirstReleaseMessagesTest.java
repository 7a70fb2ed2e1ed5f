package dev.sluice.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.Fingerprint;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages and rows of the first release, which are there for years, and beside them other services that were built for
 * it. A failure here means that a running ledger can't be upgraded: the files never change, so the reader must.
 */
class FirstReleaseMessagesTest {

    private final JsonMapper mapper = LedgerMapper.create();
    private final RequestJson requests = new RequestJson(mapper);

    @ParameterizedTest
    @MethodSource("all")
    void is_read_and_written_again_byte_for_byte_but_for_new_fields(Golden golden) throws IOException {
        var now = mapper.readTree(rewritten(golden));

        assertThat(known(now, golden.json())).hasToString(golden.compact());
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_accepted_by_the_json_schema_of_today(Golden golden) {
        assertThat(JsonSchemas.faults(golden.family(), golden.json())).isEmpty();
    }

    /** Outcomes are remembered with it: another value makes a conflict of each repeat of a request that was answered before. */
    @Test
    void each_request_has_the_fingerprint_that_it_was_remembered_by() {
        var fingerprints = new Fingerprint();

        assertThat(Golden.allOfTheFirstRelease("request").stream()
                        .map(golden -> golden.name() + " "
                                + HexFormat.of()
                                        .formatHex(fingerprints.of(
                                                requests.read(golden.bytes()).operation()))))
                .isEqualTo(Golden.linesOfTheFirstRelease("fingerprints.txt"));
    }

    /** A remembered refusal is answered again from its bytes, which have the code's name. */
    @Test
    void each_refusal_has_the_name_number_and_status_that_it_had() {
        assertThat(Stream.of(RejectionCode.values())
                        .map(code -> "%s %d %d".formatted(code.wireName(), code.number(), code.httpStatus())))
                .containsAll(Golden.linesOfTheFirstRelease("refusals.txt"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_of_each_code_is_read(String code) {
        var refused = Golden.allOfTheFirstRelease("reply").stream()
                .filter(golden -> golden.name().equals("refused"))
                .findFirst()
                .orElseThrow()
                .json();
        refused.withObject("/rejection").put("code", code);

        assertThat(MessageJson.ofReplies(mapper).read(refused.toString().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        reply -> assertThat(reply.rejection().code().wireName()).isEqualTo(code));
    }

    private byte[] rewritten(Golden golden) {
        return switch (golden.family()) {
            case "request" -> requests.write(requests.read(golden.bytes()));
            case "reply" -> rewritten(MessageJson.ofReplies(mapper), golden);
            case "journal" -> rewritten(MessageJson.ofJournal(mapper), golden);
            case "exchange" -> rewritten(MessageJson.ofExchange(mapper), golden);
            case "catalog" -> rewritten(MessageJson.ofCatalog(mapper), golden);
            default -> throw new IllegalArgumentException(golden.family());
        };
    }

    private static <T> byte[] rewritten(MessageJson<T> json, Golden golden) {
        return json.write(json.read(golden.bytes()));
    }

    /** The message as it is written now, without the fields that were not known then. */
    private static JsonNode known(JsonNode now, JsonNode then) {
        if (now instanceof ObjectNode object && then.isObject()) {
            var known = object.objectNode();
            object.propertyStream()
                    .filter(field -> then.has(field.getKey()))
                    .forEach(field -> known.set(field.getKey(), known(field.getValue(), then.get(field.getKey()))));
            return known;
        }
        if (now instanceof ArrayNode array && then.size() == array.size()) {
            return array.arrayNode()
                    .addAll(IntStream.range(0, array.size())
                            .mapToObj(i -> known(array.get(i), then.get(i)))
                            .toList());
        }
        return now;
    }

    private static Stream<Golden> all() {
        return JsonSchemas.BY_FAMILY.keySet().stream()
                .sorted()
                .map(Golden::allOfTheFirstRelease)
                .flatMap(Collection::stream);
    }

    private static Stream<String> refusals() {
        return Golden.linesOfTheFirstRelease("refusals.txt").stream().map(line -> line.split(" ")[0]);
    }
}
