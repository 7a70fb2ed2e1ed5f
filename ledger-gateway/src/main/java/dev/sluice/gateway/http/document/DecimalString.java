package dev.sluice.gateway.http.document;

import io.swagger.v3.oas.annotations.media.Schema;

/** The schema of an amount on the wire. */
@Schema(
        name = "Amount",
        type = "string",
        pattern = "^-?[0-9]+(\\.[0-9]+)?$",
        example = "100.00",
        description =
                "An exact decimal, always a string: at most 38 digits in a request; in an answer at the asset's scale,"
                        + " and a balance may have passed 38 digits by what was on its way to it")
public interface DecimalString {}
