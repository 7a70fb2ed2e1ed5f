package dev.sluice.gateway.http.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** The body of the call that links an asset to one more program; the program is in the path. */
@Schema(name = "LinkedAsset")
public record LinkedAsset(
        @Schema(description = "The asset to link") UUID assetId) {}
