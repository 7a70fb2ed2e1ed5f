package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.sluice.schema.request.Change;
import java.io.IOException;

/** The other way round: a kept field is left out, a cleared one is null. */
final class ChangeWriter extends JsonSerializer<Change<?>> {

    @Override
    @SuppressWarnings("unchecked") // the class literal of a generic type
    public Class<Change<?>> handledType() {
        return (Class<Change<?>>) (Class<?>) Change.class;
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Change<?> value) {
        return value instanceof Change.Keep<?>;
    }

    @Override
    public void serialize(Change<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
        switch (value) {
            case Change.Keep<?> keep -> throw new IllegalStateException("A kept field is left out");
            case Change.Clear<?> clear -> json.writeNull();
            case Change.Set<?> set -> provider.defaultSerializeValue(set.value(), json);
        }
    }
}
