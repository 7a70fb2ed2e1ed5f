package dev.sluice.cli.postings;

import dev.sluice.schema.value.Amount;
import java.util.Optional;

/**
 * One row of a file of postings.
 *
 * @param line of the file where it stands
 * @param account the participant's external id
 * @param amount above zero
 * @param key the idempotency key
 * @param balanceAfter what the account's available balance must be after it, where the file says so
 */
public record PostingRow(
        long line,
        String account,
        Type type,
        Amount amount,
        String key,
        Optional<String> reference,
        String description,
        Optional<Amount> balanceAfter) {

    /** The direction of a posting's amount. */
    public enum Type {
        CREDIT,
        DEBIT
    }
}
