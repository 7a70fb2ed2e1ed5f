package dev.sluice.schema.reply;

import dev.sluice.schema.entity.ReserveRelease;

/**
 * A reserve release.
 *
 * @param symbol of the asset
 */
public record ReserveReleaseRow(ReserveRelease release, String symbol) {}
