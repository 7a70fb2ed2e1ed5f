package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.SourceTransactionType;

/**
 * A refund or dispute, and the charge that it takes back.
 *
 * @param id the caller's name of the refund or dispute: 1 to 255 characters
 * @param charge the {@code source_charge} of the CREDIT, or the journal entry's id of the transfer: 1 to 255 characters
 */
public record SourceTransaction(SourceTransactionType type, String id, String charge) {

    public static final int NAME_LENGTH_MAX = 255;

    public SourceTransaction {
        new FieldChecks()
                .required("type", type)
                .text("id", id, 1, NAME_LENGTH_MAX)
                .text("charge", charge, 1, NAME_LENGTH_MAX)
                .done();
    }
}
