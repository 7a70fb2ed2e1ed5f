package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Asset;

/** The asset that was asked for. */
public record AssetFound(Asset asset) implements Result {}
