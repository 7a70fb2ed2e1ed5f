package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a flat request as its texts, lists and maps of texts, each name given once. Anything else in it is unusual,
 * also a null.
 */
final class GivenFields {

    private final Map<FieldName, String> texts = new EnumMap<>(FieldName.class);
    private final Set<FieldName> taken = EnumSet.noneOf(FieldName.class);
    private @Nullable Integer version;
    private @Nullable Boolean allowNegative;
    private @Nullable List<String> lotIds;
    private @Nullable Map<String, String> metadata;

    private GivenFields() {}

    /** Reads the one object that the text must be. */
    static GivenFields read(JsonParser json) throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        var given = new GivenFields();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            var field = FieldName.of(name);
            json.nextToken();
            given.add(field, json);
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        return given;
    }

    private void add(@Nullable FieldName field, JsonParser json) throws IOException {
        switch (field) {
            case null -> throw new UnusualRequest();
            case VERSION -> {
                expect(version == null && json.currentToken() == JsonToken.VALUE_NUMBER_INT);
                version = json.getIntValue();
            }
            case ALLOW_NEGATIVE -> {
                expect(allowNegative == null);
                allowNegative = truth(json);
            }
            case LOT_IDS -> {
                expect(lotIds == null);
                lotIds = list(json);
            }
            case METADATA -> {
                expect(metadata == null);
                metadata = map(json);
            }
            default -> expect(texts.put(field, text(json)) == null);
        }
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static boolean truth(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_TRUE || json.currentToken() == JsonToken.VALUE_FALSE);
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private static List<String> list(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        var list = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(text(json));
        }
        return list;
    }

    private static Map<String, String> map(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        var map = new HashMap<String, String>();
        for (var key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            expect(map.put(key, text(json)) == null);
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
        return map;
    }

    static void expect(boolean holds) throws UnusualRequest {
        if (!holds) {
            throw new UnusualRequest();
        }
    }

    Optional<Integer> version() {
        return Optional.ofNullable(version);
    }

    /** A field that must be there, read as it is when it comes from a tree. */
    <V> V required(FieldName field, Function<String, V> reader) throws UnusualRequest {
        return optional(field, reader).orElseThrow(UnusualRequest::new);
    }

    <V> Optional<V> optional(FieldName field, Function<String, V> reader) {
        taken.add(field);
        var text = texts.get(field);
        return text == null ? Optional.empty() : Optional.of(reader.apply(text));
    }

    String requiredText(FieldName field) throws UnusualRequest {
        return required(field, Function.identity());
    }

    Optional<String> text(FieldName field) {
        return optional(field, Function.identity());
    }

    boolean allowNegative() {
        taken.add(FieldName.ALLOW_NEGATIVE);
        return Boolean.TRUE.equals(allowNegative);
    }

    Optional<List<String>> lotIds() {
        taken.add(FieldName.LOT_IDS);
        return Optional.ofNullable(lotIds);
    }

    /** Every request that is read here has some, so that it may always be given. */
    Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    /** Ends the reading: nothing may be given that nobody asked for. */
    void done() throws UnusualRequest {
        expect(taken.containsAll(texts.keySet())
                && (allowNegative == null || taken.contains(FieldName.ALLOW_NEGATIVE))
                && (lotIds == null || taken.contains(FieldName.LOT_IDS)));
    }
}
