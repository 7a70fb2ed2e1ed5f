package dev.sluice.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The descriptions of record fields in the contract's JSON Schemas, copied into the OpenAPI schema of the same record. The
 * annotation processor knows types only, and what is written in two places comes to differ.
 */
final class FieldDescriptions {

    private static final String FOLDER = "/dev/sluice/schema/json-schema/";
    private static final List<String> FILES = List.of("request.json", "reply.json", "definitions.json");
    private static final List<String> LIMITS =
            List.of("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "default");

    /** Where the definitions are not named like the record. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "CreateGroup.Member", List.of("group_member"),
            "TransferRecord.Leg", List.of("transfer_leg"),
            "Answers.GroupWithBalances", List.of("group", "group_found"),
            "Answers.ParticipantWithBalances", List.of("participant", "participant_found"));

    private final JsonMapper mapper = LedgerMapper.create();
    private final ObjectNode files = mapper.createObjectNode();

    FieldDescriptions() {
        FILES.forEach(file -> files.set(file, load(file)));
    }

    /** A schema, and the file that its references start from. */
    private record Place(String file, JsonNode schema) {}

    /** Adds to the OpenAPI schema of this name what the contract says; one that the contract has not is left as it is. */
    void addTo(String name, Map<String, Object> schema) {
        var places = placesOf(name);
        first(places.stream(), "description").ifPresent(text -> schema.putIfAbsent("description", text));
        if (schema.containsKey("properties")) {
            var properties = ApiDocument.inside(schema, "properties");
            properties
                    .keySet()
                    .forEach(field -> places.stream()
                            .flatMap(this::alternatives)
                            .map(place -> new Place(
                                    place.file(),
                                    place.schema().path("properties").path(field)))
                            .filter(place -> place.schema().isObject())
                            .findFirst()
                            .ifPresent(place -> describe(place, ApiDocument.inside(properties, field))));
        }
    }

    private void describe(Place place, Map<String, Object> property) {
        var text = first(Stream.of(place), "description");
        if (property.get("$ref") instanceof String reference) {
            // In this version of OpenAPI a reference silences what stands beside it.
            text.ifPresent(description -> {
                property.remove("$ref");
                property.put("allOf", List.of(Map.of("$ref", reference)));
                property.put("description", description);
            });
            return;
        }
        text.ifPresent(description -> property.putIfAbsent("description", description));
        // An id or a time is limited by its format already.
        if (!"string".equals(property.get("type")) || !property.containsKey("format")) {
            LIMITS.forEach(
                    limit -> first(Stream.of(place), limit).ifPresent(value -> property.putIfAbsent(limit, value)));
        }
    }

    private List<Place> placesOf(String name) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        var definitions =
                NAMES.getOrDefault(name, List.of(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(last)));
        return definitions.stream()
                .flatMap(definition -> FILES.stream()
                        .map(file ->
                                new Place(file, files.path(file).path("$defs").path(definition)))
                        .filter(place -> place.schema().isObject())
                        .limit(1))
                .toList();
    }

    /** The value of a keyword where it stands first: beside a reference before behind it. */
    private Optional<Object> first(Stream<Place> places, String keyword) {
        return places.flatMap(this::alternatives)
                .map(alternative -> alternative.schema().path(keyword))
                .filter(JsonNode::isValueNode)
                .<Object>map(value -> mapper.convertValue(value, Object.class))
                .findFirst();
    }

    /** This schema, the ones that it refers to, and those of which it is one, but for null. */
    private Stream<Place> alternatives(Place place) {
        var referred = Stream.of(place.schema().path("$ref"))
                .filter(JsonNode::isTextual)
                .map(reference -> target(place.file(), reference.textValue()));
        var choices = place.schema().path("anyOf").valueStream().map(choice -> new Place(place.file(), choice));
        return Stream.concat(Stream.of(place), Stream.concat(referred, choices).flatMap(this::alternatives));
    }

    private Place target(String file, String reference) {
        var parts = reference.split("#", 2);
        var target = parts[0].isEmpty() ? file : parts[0];
        return new Place(target, files.path(target).at(parts[1]));
    }

    private JsonNode load(String file) {
        try (var stored = FieldDescriptions.class.getResourceAsStream(FOLDER + file)) {
            if (stored == null) {
                throw new IllegalStateException("Expected " + FOLDER + file + " in the contract's jar");
            }
            return mapper.readTree(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
