package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import dev.sluice.schema.request.Change;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells an absent field (keep) from a null one (clear), which an Optional can't. */
final class ChangeReader extends JsonDeserializer<Change<?>> implements ContextualDeserializer {

    private final @Nullable JavaType valueType;

    ChangeReader() {
        this(null);
    }

    private ChangeReader(@Nullable JavaType valueType) {
        this.valueType = valueType;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        return new ChangeReader(context.getContextualType().containedType(0));
    }

    @Override
    public Change<?> deserialize(JsonParser json, DeserializationContext context) throws IOException {
        Object value = context.readValue(json, valueType);
        return new Change.Set<>(value);
    }

    @Override
    public Change<?> getNullValue(DeserializationContext context) {
        return new Change.Clear<>();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return new Change.Keep<>();
    }
}
