package dev.sluice.schema.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.value.Amount;
import java.time.Instant;

/**
 * The mapper between the contract's records and JSON: snake_case names, amounts and times as strings, absent fields left out,
 * and nothing guessed on reading, so that a typo never silently changes a money operation.
 */
public final class LedgerMapper {

    /** Deep enough for any message and its attributes, shallow enough that a hostile one can't exhaust the stack. */
    private static final int NESTING_DEPTH_MAX = 20;

    private static final int NUMBER_LENGTH_MAX = 100;

    /** What a caller nested stands deeper in a record of ours. */
    private static final int WRITTEN_NESTING_DEPTH_MAX = 100;

    /** A number may be written longer than it came: 98 digits and {@code e9} are written with a point and a larger exponent. */
    private static final int WRITTEN_NUMBER_LENGTH_MAX = 1_000;

    private LedgerMapper() {}

    /** A new mapper for what callers send; threads may share it. */
    public static JsonMapper create() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_DEPTH_MAX)
                        .maxNumberLength(NUMBER_LENGTH_MAX)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new SimpleModule("sluice")
                        .addSerializer(Instant.class, new InstantText.Writer())
                        .addDeserializer(Instant.class, new InstantText.Reader())
                        .addSerializer(new ChangeWriter())
                        .addDeserializer(Change.class, new ChangeReader())
                        .setDeserializerModifier(new ExactNames()))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.DEFAULT, Nulls.FAIL))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                // A record's question about itself, such as isBalanced(), is no field.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .withCoercionConfigDefaults(all -> all.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /**
     * The mapper for what the ledger itself wrote, on a topic or in a row. It writes as the given one does, and reads all that can
     * have been written: its limits are wider than those for callers, since what can't be read again stops a partition. A field
     * that it does not know is of a newer version, which stands beside this one or was set back, and is passed over.
     */
    public static JsonMapper forWritten(JsonMapper mapper) {
        var copy = mapper.copy();
        copy.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(WRITTEN_NESTING_DEPTH_MAX)
                        .maxNumberLength(WRITTEN_NUMBER_LENGTH_MAX)
                        .build());
        return copy.rebuild()
                .addModule(new SimpleModule("written").addDeserializer(Amount.class, new WrittenAmount()))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // The ledger writes every field that is required, so one that is missing is a fault, never a null.
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
