package dev.sluice.ledger.topology.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outside of a message of the exchange that can't be read as a whole, as far as it can: enough to see who waits for it. A
 * later release may have written it, or a fault of the ledger.
 *
 * @param type empty for one that is not of this contract
 * @param accountId the program or asset of a change of the catalogue
 */
record UnreadableMessage(
        Optional<Class<? extends ExchangeMessage>> type,
        Optional<EntryId> entryId,
        Optional<Integer> fromPartition,
        Optional<AccountId> accountId) {

    /** One that says nothing. */
    static final UnreadableMessage NOTHING =
            new UnreadableMessage(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Reads what there is. */
    static UnreadableMessage of(WireFormats formats, byte[] value) {
        try {
            var fields = formats.mapper().readTree(value);
            return new UnreadableMessage(
                    formats.exchange().typeNamed(fields.path("type").asText()),
                    id(fields.path("entry_id"), EntryId::parse),
                    number(fields.path("from_partition")),
                    id(fields.path("account_id"), AccountId::parse));
        } catch (IOException notJson) {
            return NOTHING;
        }
    }

    private static <T> Optional<T> id(JsonNode field, Function<String, T> reader) {
        try {
            return field.isTextual() ? Optional.of(reader.apply(field.textValue())) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(JsonNode field) {
        return field.isInt() ? Optional.of(field.intValue()) : Optional.empty();
    }

    boolean is(Class<? extends ExchangeMessage> kind) {
        return type.equals(Optional.of(kind));
    }
}
