package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;

/** How much of a lot an operation processed. */
public record LotShare(LotId id, Amount amount) {}
