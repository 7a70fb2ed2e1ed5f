package dev.sluice.schema.reply;

import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.value.Amount;

/**
 * A reserve hold as it stands now.
 *
 * @param symbol of the asset
 * @param amountReleasable what remains of it
 * @param schedule when that is given back: its own, or that of its plan
 */
public record ReserveHoldRow(ReserveHold hold, String symbol, Amount amountReleasable, ReserveSchedule schedule) {}
