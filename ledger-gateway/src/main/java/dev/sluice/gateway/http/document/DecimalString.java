package dev.sluice.gateway.http.document;

import io.swagger.v3.oas.annotations.media.Schema;

/** How an amount looks on the wire. */
@Schema(
        name = "Amount",
        type = "string",
        pattern = "^-?[0-9]+(\\.[0-9]+)?$",
        maxLength = 42,
        example = "100.00",
        description = "An exact decimal of at most 38 digits, always a string; answers have the asset's scale")
public interface DecimalString {}
