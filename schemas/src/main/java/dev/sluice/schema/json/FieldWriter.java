package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pen of the streaming writers: it puts one field after the other, to the byte as the {@link LedgerMapper} does. What is
 * absent is left out, an empty list or map is not, and the keys of a map stand in their order.
 */
final class FieldWriter {

    /** Encoded once, since they are written with each message. */
    private static final Map<FieldName, SerializableString> NAMES = Arrays.stream(FieldName.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    name -> new SerializedString(name.text()),
                    (one, other) -> one,
                    () -> new EnumMap<>(FieldName.class)));

    private final JsonGenerator json;

    FieldWriter(JsonGenerator json) {
        this.json = json;
    }

    /** A writer of the fields of one element of a list. */
    @FunctionalInterface
    interface Fields<E> {
        void write(FieldWriter fields, E element) throws IOException;
    }

    /** A text, or a value of the contract whose {@code toString} is its text: an id, an amount, a time, a name. */
    void text(FieldName name, Object value) throws IOException {
        json.writeFieldName(NAMES.get(name));
        json.writeString(value.toString());
    }

    void text(FieldName name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        }
    }

    void number(FieldName name, long value) throws IOException {
        json.writeFieldName(NAMES.get(name));
        json.writeNumber(value);
    }

    void texts(FieldName name, List<?> values) throws IOException {
        beginList(name);
        for (var value : values) {
            json.writeString(value.toString());
        }
        endList();
    }

    void texts(FieldName name, Map<String, String> values) throws IOException {
        begin(name);
        for (var entry : inOrder(values).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        end();
    }

    private static Map<String, String> inOrder(Map<String, String> values) {
        return values.size() < 2 || values instanceof SortedMap ? values : new TreeMap<>(values);
    }

    <E> void objects(FieldName name, List<E> elements, Fields<? super E> fields) throws IOException {
        beginList(name);
        for (var element : elements) {
            object(element, fields);
        }
        endList();
    }

    /** An element of the list that was begun. */
    <E> void object(E element, Fields<? super E> fields) throws IOException {
        json.writeStartObject();
        fields.write(this, element);
        json.writeEndObject();
    }

    /** Begins a list, which ends with {@link #endList}. */
    void beginList(FieldName name) throws IOException {
        json.writeFieldName(NAMES.get(name));
        json.writeStartArray();
    }

    void endList() throws IOException {
        json.writeEndArray();
    }

    /** Begins an object within this one, which ends with {@link #end}. */
    void begin(FieldName name) throws IOException {
        json.writeFieldName(NAMES.get(name));
        json.writeStartObject();
    }

    void end() throws IOException {
        json.writeEndObject();
    }
}
