package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Asset;

/**
 * An asset was made, changed or linked, and every partition knows.
 *
 * @param created whether it is new
 */
public record AssetStored(boolean created, Asset asset) implements Result {}
