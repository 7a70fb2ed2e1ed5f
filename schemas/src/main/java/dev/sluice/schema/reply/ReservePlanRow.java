package dev.sluice.schema.reply;

import dev.sluice.schema.entity.ReservePlan;
import java.util.Optional;

/**
 * A reserve plan as it stands now.
 *
 * @param symbol of the asset, if it is of one
 */
public record ReservePlanRow(ReservePlan plan, Optional<String> symbol) {}
