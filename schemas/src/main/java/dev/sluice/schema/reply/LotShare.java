package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;

/** The amount of one lot that an operation processed, above zero, at the asset's scale. */
public record LotShare(LotId id, Amount amount) {}
