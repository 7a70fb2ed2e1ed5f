package dev.sluice.schema.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A filter on the lots of a LOT asset that an operation takes; the conditions combine with AND.
 *
 * @param lotIds only these, in their first in, first out order all the same
 * @param earnedFrom the earliest vintage, included
 * @param earnedTo the latest vintage, included
 */
public record LotFilter(Optional<List<String>> lotIds, Optional<Instant> earnedFrom, Optional<Instant> earnedTo) {

    public static final int LOT_IDS_MAX = 5_000;

    /** No id of a lot is longer, nor has it other characters than printable ones of ASCII. */
    public static final int LOT_ID_LENGTH_MAX = 36;

    public static final LotFilter ALL = new LotFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /** The name of a field that narrows the choice, if one does. */
    public Optional<String> narrowedBy() {
        if (lotIds.isPresent()) {
            return Optional.of("lot_ids");
        }
        if (earnedFrom.isPresent()) {
            return Optional.of("earned_from");
        }
        return earnedTo.map(latest -> "earned_to");
    }

    public boolean isAll() {
        return narrowedBy().isEmpty();
    }
}
