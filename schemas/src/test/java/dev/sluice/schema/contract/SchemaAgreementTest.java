package dev.sluice.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.CatalogEntity;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas and the records have the same fields, the same required ones and the same closed sets of names, both ways. */
class SchemaAgreementTest {

    /** Where a record takes fewer names than its enum has, and says so in its constructor. */
    private static final Map<Class<?>, List<List<String>>> NARROWED = Map.of(
            AccountStatus.class, List.of(List.of("ACTIVE", "SUSPENDED", "CLOSED")),
            Bucket.class, List.of(List.of("AVAILABLE", "HELD")));

    private enum Direction {
        /** Read from callers: null is the same as absent. */
        IN,
        /** Written by the ledger: what is absent is left out. */
        OUT
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_request_has_the_fields_of_its_schema(String name, Class<? extends Operation> operation) {
        agree(operation, SchemaShape.at("request.json", "/$defs/" + name), Direction.IN, Set.of());
    }

    @Test
    void all_requests_have_the_same_frame() {
        var frame = SchemaShape.at("request.json", "");

        assertThat(frame.properties().keySet())
                .containsExactlyInAnyOrder("type", "version", "account_id", "account_kind", "idempotency_key");
        assertThat(frame.required()).containsExactlyInAnyOrder("type", "version", "account_id", "idempotency_key");
        assertThat(frame.properties().get("type").names())
                .containsExactlyElementsOf(OperationTypes.all().keySet());
        agreeOnNames(AccountKind.class, frame.properties().get("account_kind"));
    }

    @Test
    void each_type_of_request_is_led_to_its_own_schema() {
        var branches = JsonSchemas.document("request.json").get("allOf");

        assertThat(branches)
                .extracting(branch -> branch.at("/if/properties/type/const").textValue())
                .containsExactlyElementsOf(OperationTypes.all().keySet());
        assertThat(branches)
                .allSatisfy(branch -> assertThat(branch.at("/then/$ref").textValue())
                        .isEqualTo("#/$defs/"
                                + branch.at("/if/properties/type/const").textValue()));
    }

    @ParameterizedTest
    @MethodSource("namedResults")
    void a_result_has_the_fields_of_its_schema(String name, Class<?> result) {
        agree(result, SchemaShape.at("reply.json", "/$defs/" + name), Direction.OUT, Set.of());
    }

    @Test
    void every_result_has_a_name_on_the_wire_and_in_the_schema() {
        assertThat(Set.<Class<?>>copyOf(results().values())).isEqualTo(Sealed.records(Result.class));
        assertThat(SchemaShape.at("reply.json", "/$defs/result").properties().keySet())
                .containsExactlyElementsOf(results().keySet());
    }

    @Test
    void a_refusal_has_the_fields_and_codes_of_its_schema() {
        var rejection = SchemaShape.at("definitions.json", "/$defs/rejection");

        agree(Rejection.class, rejection, Direction.OUT, Set.of());
        assertThat(rejection.properties().get("code").names())
                .containsExactlyElementsOf(Arrays.stream(RejectionCode.values())
                        .map(RejectionCode::wireName)
                        .toList());
    }

    @Test
    void a_journal_record_has_the_fields_of_its_schema() {
        agree(JournalRecord.class, SchemaShape.at("journal-record.json", ""), Direction.OUT, Set.of("type", "version"));
    }

    @ParameterizedTest
    @MethodSource("namedActors")
    void an_actor_has_the_fields_of_its_schema(String name, Class<?> actor) {
        agree(actor, SchemaShape.at("journal-record.json", "/$defs/" + name), Direction.OUT, Set.of());
    }

    @Test
    void every_actor_has_a_name_on_the_wire() {
        assertThat(Set.<Class<?>>copyOf(named(Actor.class).values())).isEqualTo(Sealed.records(Actor.class));
    }

    @ParameterizedTest
    @MethodSource("namedFacts")
    void a_fact_has_the_fields_of_its_schema(String name, Class<?> fact) {
        agree(fact, SchemaShape.at("journal-record.json", "/$defs/" + name), Direction.OUT, Set.of());
    }

    @Test
    void every_fact_has_a_name_on_the_wire_and_in_the_schema() {
        assertThat(Set.<Class<?>>copyOf(named(Fact.class).values())).isEqualTo(Sealed.records(Fact.class));
        assertThat(SchemaShape.at("journal-record.json", "/$defs/fact/properties/type")
                        .names())
                .containsExactlyElementsOf(named(Fact.class).keySet());
    }

    @Test
    void a_message_between_partitions_has_the_fields_of_its_schema() {
        var messages = Sealed.records(ExchangeMessage.class);

        for (var message : messages) {
            agree(
                    message,
                    SchemaShape.at("exchange-message.json", "/$defs/" + wireName(message)),
                    Direction.OUT,
                    Set.of());
        }
        assertThat(SchemaShape.at("exchange-message.json", "/properties/type").names())
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(SchemaAgreementTest::wireName).toList());
    }

    @ParameterizedTest
    @MethodSource("namedBallots")
    void a_ballot_has_the_fields_of_its_schema(String name, Class<?> ballot) {
        agree(ballot, SchemaShape.at("exchange-message.json", "/$defs/" + name), Direction.OUT, Set.of());
    }

    @Test
    void every_ballot_has_a_name_on_the_wire() {
        assertThat(Set.<Class<?>>copyOf(named(Ballot.class).values())).isEqualTo(Sealed.records(Ballot.class));
    }

    @Test
    void a_value_of_the_catalogue_topic_has_the_fields_of_its_schema() {
        agree(Program.class, SchemaShape.at("catalog-entity.json", "/$defs/program"), Direction.OUT, Set.of());
        agree(Asset.class, SchemaShape.at("catalog-entity.json", "/$defs/asset"), Direction.OUT, Set.of());

        assertThat(Sealed.records(CatalogEntity.class)).containsExactlyInAnyOrder(Program.class, Asset.class);
    }

    private static void agree(Class<?> type, SchemaShape schema, Direction direction, Set<String> frame) {
        var required = new TreeSet<>(frame);
        var names = new TreeSet<>(frame);
        for (var component : type.getRecordComponents()) {
            var name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            names.add(name);
            if (isRequired(component, direction)) {
                required.add(name);
            }
        }
        assertThat(new TreeSet<>(schema.properties().keySet()))
                .as(type + " and its schema's properties")
                .isEqualTo(names);
        assertThat(new TreeSet<>(schema.required()))
                .as(type + " and its schema's required")
                .isEqualTo(required);

        for (var component : type.getRecordComponents()) {
            var name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            var property = schema.properties().get(name);
            assertThat(property.isNullable())
                    .as("null for %s of %s", name, type)
                    .isEqualTo(direction == Direction.IN && !isRequired(component, direction));
            agree(component.getGenericType(), property, direction, name + " of " + type);
        }
    }

    private static void agree(Type type, SchemaShape schema, Direction direction, String what) {
        var raw = rawClass(type);
        if (raw == Optional.class || raw == Change.class) {
            agree(argument(type), schema, direction, what);
        } else if (raw == List.class) {
            assertThat(schema.type()).as(what).isEqualTo("array");
            agree(argument(type), schema.items(), direction, what);
        } else if (raw == Map.class) {
            assertThat(schema.type()).as(what).isEqualTo("object");
        } else if (raw.isInterface()) {
            assertThat(schema.properties().get("type").names())
                    .as(what)
                    .containsExactlyElementsOf(named(family(raw)).keySet());
        } else if (raw == RejectionCode.class) {
            assertThat(schema.names()).as(what).hasSize(RejectionCode.values().length);
        } else if (raw.isEnum()) {
            agreeOnNames(raw, schema);
        } else if (isText(raw)) {
            assertThat(schema.type()).as(what).isEqualTo("string");
        } else if (raw == boolean.class || raw == Boolean.class) {
            assertThat(schema.type()).as(what).isEqualTo("boolean");
        } else if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            assertThat(schema.type()).as(what).isEqualTo("integer");
        } else {
            assertThat(raw).as(what).matches(Class::isRecord, "a record");
            agree(raw, schema, direction, Set.of());
        }
    }

    private static void agreeOnNames(Class<?> type, SchemaShape schema) {
        var all = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        if (!NARROWED.getOrDefault(type, List.of()).contains(schema.names())) {
            assertThat(schema.names()).as(type.toString()).containsExactlyElementsOf(all);
        }
    }

    private static boolean isRequired(RecordComponent component, Direction direction) {
        var type = component.getType();
        var mayBeLeftOutByCallers = type == Map.class || type == boolean.class;
        var isLeftOutWhereEmpty = component.getAccessor().isAnnotationPresent(JsonInclude.class);
        return !isLeftOutWhereEmpty
                && type != Optional.class
                && type != Change.class
                && !(direction == Direction.IN && mayBeLeftOutByCallers);
    }

    /** The interface that names its records on the wire: this one, or the one that it is a part of. */
    private static Class<?> family(Class<?> sealed) {
        return sealed.isAnnotationPresent(JsonSubTypes.class) ? sealed : family(sealed.getInterfaces()[0]);
    }

    private static boolean isText(Class<?> type) {
        return type == String.class
                || type == Instant.class
                || type == Amount.class
                || (type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class)));
    }

    private static Class<?> rawClass(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static String wireName(Class<?> type) {
        return SnakeCaseStrategy.INSTANCE.translate(type.getSimpleName());
    }

    private static Stream<Arguments> operations() {
        return OperationTypes.all().entrySet().stream().map(type -> Arguments.of(type.getKey(), type.getValue()));
    }

    private static Stream<Arguments> namedResults() {
        return arguments(results());
    }

    private static Stream<Arguments> namedActors() {
        return arguments(named(Actor.class));
    }

    private static Stream<Arguments> namedFacts() {
        return arguments(named(Fact.class));
    }

    private static Stream<Arguments> namedBallots() {
        return arguments(named(Ballot.class));
    }

    private static Stream<Arguments> arguments(Map<String, Class<?>> named) {
        return named.entrySet().stream().map(type -> Arguments.of(type.getKey(), type.getValue()));
    }

    private static Map<String, Class<?>> results() {
        return named(Completed.class.getRecordComponents()[2].getAccessor().getAnnotation(JsonSubTypes.class));
    }

    private static Map<String, Class<?>> named(Class<?> sealed) {
        return named(sealed.getAnnotation(JsonSubTypes.class));
    }

    private static Map<String, Class<?>> named(JsonSubTypes types) {
        var named = new LinkedHashMap<String, Class<?>>();
        for (var type : types.value()) {
            named.put(type.name(), type.value());
        }
        return named;
    }
}
