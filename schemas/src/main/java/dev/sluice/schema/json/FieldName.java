package dev.sluice.schema.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of fields that the streaming readers and writers know; on the wire they stand in lower case. */
enum FieldName {
    ACCOUNT_ID,
    ACCOUNT_KIND,
    ACTOR,
    ADJUSTED,
    ALLOW_NEGATIVE,
    AMOUNT,
    AMOUNT_CAPTURED,
    AMOUNT_EXPIRED,
    AMOUNT_PROCESSED,
    AMOUNT_RELEASED,
    ASSET_ID,
    AVAILABLE,
    BALANCE,
    BUCKET,
    CAPTURED,
    CREATED_AT,
    DEFERRED,
    DESCRIPTION,
    EARNED_AT,
    EARNED_FROM,
    EARNED_TO,
    ENTRY,
    EXPIRES_AT,
    FACTS,
    FOLLOWS,
    HELD,
    HOLD_ID,
    ID,
    IDEMPOTENCY_KEY,
    JOURNAL_ENTRY_ID,
    LOTS_PROCESSED,
    LOT_ID,
    LOT_IDS,
    MATURES_AT,
    MESSAGE,
    METADATA,
    MOVED,
    NAME,
    OPERATION,
    ORIGIN,
    PARTITION,
    POSTINGS,
    PREVIOUS_HASH,
    PROGRAM_ID,
    RECORDED_AT,
    REFERENCE_ID,
    RESULT,
    REVERSES,
    SEQUENCE,
    SOURCE_CHARGE,
    SYSTEM_ACCOUNT,
    TYPE,
    VERSION;

    private static final Map<String, FieldName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FieldName::text, Function.identity()));

    /** The name on the wire. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that is written so; null where none is. */
    static @Nullable FieldName of(String text) {
        return BY_TEXT.get(text);
    }
}
