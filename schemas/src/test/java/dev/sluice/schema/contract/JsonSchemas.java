package dev.sluice.schema.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The published JSON Schemas, as a validator and as plain documents. */
final class JsonSchemas {

    static final String RESOURCES = "/dev/sluice/schema/json-schema/";
    static final String BASE = "https://sluice.dev/json-schema/";

    /** The families of golden messages, and the schema of each. */
    static final Map<String, String> BY_FAMILY = Map.of(
            "request", "request.json",
            "reply", "reply.json",
            "journal", "journal-record.json",
            "exchange", "exchange-message.json",
            "catalog", "catalog-entity.json");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaIdResolvers(
                            resolvers -> resolvers.mapPrefix(BASE, "classpath:" + RESOURCES.substring(1)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));
    private static final Map<String, Schema> VALIDATORS = new ConcurrentHashMap<>();

    private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

    private JsonSchemas() {}

    /** What is wrong with a message in the eyes of its family's schema; empty where nothing is. */
    static List<Error> faults(String family, JsonNode message) {
        return VALIDATORS
                .computeIfAbsent(BY_FAMILY.get(family), file -> REGISTRY.getSchema(SchemaLocation.of(BASE + file)))
                .validate(message);
    }

    static JsonNode document(String file) {
        return DOCUMENTS.computeIfAbsent(file, JsonSchemas::load);
    }

    private static JsonNode load(String file) {
        try (var stream = JsonSchemas.class.getResourceAsStream(RESOURCES + file)) {
            return LedgerMapper.create().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
