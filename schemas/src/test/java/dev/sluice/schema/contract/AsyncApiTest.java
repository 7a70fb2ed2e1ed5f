package dev.sluice.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTest {

    private static final String FOLDER = "/dev/sluice/schema/";
    private static final JsonNode DOCUMENT = yaml();

    @Test
    void is_a_document_of_asyncapi_3() {
        assertThat(DOCUMENT.path("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.at("/info/title").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void a_topic_has_a_channel_that_says_how_it_is_kept(Topic topic) {
        var configuration = channel(topic).at("/bindings/kafka/topicConfiguration");

        assertThat(configuration.path("cleanup.policy"))
                .extracting(JsonNode::textValue)
                .containsExactly(topic.cleanup().policy());
        assertThat(configuration.path("message.timestamp.type").textValue())
                .isEqualTo(topic.timestampType().setting());
        assertThat(Optional.of(configuration.path("retention.ms").asLong(-1)).filter(retention -> retention >= 0))
                .isEqualTo(topic.retention().map(retention -> retention.toMillis()));
    }

    @Test
    void there_is_no_channel_without_a_topic() {
        assertThat(DOCUMENT.path("channels")).hasSize(Topic.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void a_topic_is_written_by_somebody(Topic topic) {
        var writers = DOCUMENT.path("operations")
                .valueStream()
                .filter(operation -> operation.path("action").textValue().equals("send"))
                .filter(operation -> resolve("", operation.path("channel")).equals(channel(topic)));

        assertThat(writers).isNotEmpty();
    }

    @Test
    void names_every_header_and_no_other() {
        var named = DOCUMENT.at("/components/messages")
                .valueStream()
                .flatMap(message -> message.at("/headers/properties").propertyStream())
                .map(Map.Entry::getKey)
                .distinct();

        assertThat(named).containsExactlyInAnyOrderElementsOf(headers());
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new ArrayList<String>();
        collect("", DOCUMENT, references);

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference ->
                        assertThat(resolve(reference).isMissingNode()).isFalse());
    }

    @Test
    void every_reference_of_a_json_schema_leads_somewhere() {
        var references = new ArrayList<String>();
        Stream.concat(JsonSchemas.BY_FAMILY.values().stream(), Stream.of("definitions.json"))
                .forEach(file -> collect("json-schema/" + file, JsonSchemas.document(file), references));

        assertThat(references)
                .hasSizeGreaterThan(200)
                .allSatisfy(reference ->
                        assertThat(resolve(reference).isMissingNode()).isFalse());
    }

    @Test
    void every_definition_is_used() {
        var references = new ArrayList<String>();
        Stream.concat(JsonSchemas.BY_FAMILY.values().stream(), Stream.of("definitions.json"))
                .forEach(file -> collect("json-schema/" + file, JsonSchemas.document(file), references));
        var definitions = JsonSchemas.document("definitions.json")
                .path("$defs")
                .propertyStream()
                .map(definition -> "json-schema/definitions.json#/$defs/" + definition.getKey());

        assertThat(references).containsAll(definitions.toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"REQUESTS", "REPLIES"})
    void an_example_is_accepted_by_the_json_schema(Topic topic) {
        var message = resolve("", channel(topic).path("messages").iterator().next());
        var family = message.path("name").textValue();

        assertThat(message.path("examples")).isNotEmpty();
        assertThat(message.path("examples"))
                .allSatisfy(example -> assertThat(JsonSchemas.faults(family, example.path("payload")))
                        .isEmpty());
    }

    @Test
    void the_key_and_the_partitions_that_it_shows_are_right() {
        var ann = AccountId.ofParticipant("ann");

        assertThat(DOCUMENT.at("/info/description").textValue())
                .contains("`(murmur2(key) & 0x7fffffff) % partitions`")
                .contains("the key of participant `ann` is `%s`, and its partition is %d of 4, or %d of 32"
                        .formatted(ann, partition(ann, 4), partition(ann, 32)));
    }

    private static int partition(AccountId account, int partitions) {
        return (murmur2(account.toKey()) & 0x7fff_ffff) % partitions;
    }

    /** Austin Appleby's MurmurHash2 with Kafka's seed, for keys of a multiple of four bytes, which 36 is. */
    private static int murmur2(byte[] key) {
        var hash = 0x9747_b28c ^ key.length;
        for (var words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN); words.hasRemaining(); ) {
            var word = words.getInt() * 0x5bd1_e995;
            hash = hash * 0x5bd1_e995 ^ (word ^ word >>> 24) * 0x5bd1_e995;
        }
        hash = (hash ^ hash >>> 13) * 0x5bd1_e995;
        return hash ^ hash >>> 15;
    }

    private static JsonNode channel(Topic topic) {
        return DOCUMENT.path("channels")
                .valueStream()
                .filter(channel -> channel.path("address").textValue().equals(topic.name("ledger.")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a channel for " + topic));
    }

    private static List<String> headers() {
        return Arrays.stream(Headers.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && !field.getName().equals("STATUS_COMPLETED"))
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** Adds each reference under a node as file and pointer; a file is named from the folder of this document. */
    private static void collect(String file, JsonNode node, List<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(absolute(file, node.path("$ref").textValue()));
        }
        node.forEach(child -> collect(file, child, references));
    }

    private static JsonNode resolve(String file, JsonNode reference) {
        return resolve(absolute(file, reference.path("$ref").textValue()));
    }

    private static JsonNode resolve(String reference) {
        var parts = reference.split("#", 2);
        var document = parts[0].isEmpty() ? DOCUMENT : JsonSchemas.document(parts[0].replaceFirst("^json-schema/", ""));
        return parts.length > 1 ? document.at(parts[1]) : document;
    }

    private static String absolute(String file, String reference) {
        if (reference.startsWith("#")) {
            return file + reference;
        }
        return file.isEmpty() ? reference : "json-schema/" + reference;
    }

    private static JsonNode yaml() {
        try (var stream = AsyncApiTest.class.getResourceAsStream(FOLDER + "asyncapi.yml")) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
