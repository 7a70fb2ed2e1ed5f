package dev.sluice.ledger.extremes;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Map;

/** The most that fits into a field of the contract, by the name of the record's component. */
final class Limit {

    private static final int TEXT_LENGTH_DEFAULT = 255;
    private static final int LIST_SIZE_DEFAULT = 100;

    private static final Map<String, Integer> TEXT_LENGTHS = Map.ofEntries(
            Map.entry("description", BalanceCommand.DESCRIPTION_LENGTH_MAX),
            Map.entry("CreateProgram.description", CreateProgram.DESCRIPTION_LENGTH_MAX),
            Map.entry("UpdateProgram.description", CreateProgram.DESCRIPTION_LENGTH_MAX),
            Map.entry("Program.description", CreateProgram.DESCRIPTION_LENGTH_MAX),
            Map.entry("referenceId", BalanceCommand.REFERENCE_ID_LENGTH_MAX),
            Map.entry("name", CreateProgram.NAME_LENGTH_MAX),
            Map.entry("externalId", PutParticipant.EXTERNAL_ID_LENGTH_MAX),
            Map.entry("displayName", PutParticipant.DISPLAY_NAME_LENGTH_MAX),
            Map.entry("sourceCharge", SourceTransaction.NAME_LENGTH_MAX),
            Map.entry("id", SourceTransaction.NAME_LENGTH_MAX),
            Map.entry("charge", SourceTransaction.NAME_LENGTH_MAX),
            Map.entry("idempotencyKey", IdempotencyKey.LENGTH_MAX),
            Map.entry("cursor", Question.CURSOR_LENGTH_MAX),
            Map.entry("nextCursor", Question.CURSOR_LENGTH_MAX));

    /** What an operation touches is at most so many lots, and it posts at both ends of each. */
    private static final Map<String, Integer> LIST_SIZES = Map.of(
            "lotIds", LotFilter.LOT_IDS_MAX,
            "lotsProcessed", LotFilter.LOT_IDS_MAX,
            "parts", LotFilter.LOT_IDS_MAX,
            "slices", LotFilter.LOT_IDS_MAX,
            "postings", 2 * LotFilter.LOT_IDS_MAX,
            "facts", LotFilter.LOT_IDS_MAX,
            "data", Question.LIST_LIMIT_MAX,
            "recipients", Transfer.RECIPIENTS_MAX,
            "members", CreateGroup.MEMBERS_MAX);

    private static final Map<String, Integer> NUMBERS = Map.of(
            "scale", CreateAsset.SCALE_MAX,
            "percent", ReserveCommand.PERCENT_MAX,
            "limit", ReserveCommand.RESERVE_LIST_LIMIT_MAX);

    static final int METADATA_KEYS = FieldChecks.METADATA_KEYS_MAX;
    static final int METADATA_KEY_LENGTH = FieldChecks.METADATA_KEY_LENGTH_MAX;
    static final int METADATA_VALUE_LENGTH = FieldChecks.METADATA_VALUE_LENGTH_MAX;
    static final int ATTRIBUTES_BYTES = FieldChecks.ATTRIBUTES_BYTES_MAX;

    private Limit() {}

    static int ofText(Class<?> owner, String name) {
        var own = TEXT_LENGTHS.get(owner.getSimpleName() + "." + name);
        return own == null ? TEXT_LENGTHS.getOrDefault(name, TEXT_LENGTH_DEFAULT) : own;
    }

    static int ofList(String name) {
        return LIST_SIZES.getOrDefault(name, LIST_SIZE_DEFAULT);
    }

    static int ofInt(String name) {
        return NUMBERS.getOrDefault(name, Integer.MAX_VALUE);
    }

    static long ofLong(String name) {
        return name.equals("smallestUnits") ? ReserveCommand.SMALLEST_UNITS_MAX : Long.MAX_VALUE;
    }
}
