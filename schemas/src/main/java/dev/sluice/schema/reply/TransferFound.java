package dev.sluice.schema.reply;

import dev.sluice.schema.entity.TransferRecord;

/** The transfer that was asked for, as it stands now. */
public record TransferFound(TransferRecord transfer) implements Result {}
