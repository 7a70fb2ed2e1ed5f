package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.sluice.schema.value.Amount;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an amount of a message that the ledger wrote. What callers may ask for is narrower: a ledger that could not read its
 * own journal for want of a digit would stop.
 */
public final class WrittenAmount extends StdScalarDeserializer<Amount> {

    private static final long serialVersionUID = 1L;

    public WrittenAmount() {
        super(Amount.class);
    }

    @Override
    public @Nullable Amount deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (Amount) context.handleUnexpectedToken(Amount.class, json);
        }
        try {
            return Amount.parseWritten(json.getText());
        } catch (IllegalArgumentException refused) {
            return (Amount) context.handleWeirdStringValue(
                    Amount.class, json.getText(), "%s", String.valueOf(refused.getMessage()));
        }
    }
}
