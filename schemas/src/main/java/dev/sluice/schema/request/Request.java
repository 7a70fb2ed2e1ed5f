package dev.sluice.schema.request;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One record of the requests topic: what is wanted of which account, under which key. On the wire the fields of the
 * operation stand beside these, and {@code type} names the operation.
 *
 * @param accountId the account, and the record's Kafka key; of a catalogue request, the program's or asset's id
 * @param accountKind if given, the account must be of this kind, or it counts as not found
 * @param idempotencyKey required of questions too, since it is what a reply is found by
 */
public record Request(
        AccountId accountId, Optional<AccountKind> accountKind, IdempotencyKey idempotencyKey, Operation operation) {

    public Request {
        if (operation instanceof Transfer transfer) {
            checkNotToItself(accountId, transfer);
        }
    }

    private static void checkNotToItself(AccountId source, Transfer transfer) {
        var recipients = transfer.recipients();
        var violations = IntStream.range(0, recipients.size())
                .filter(index -> recipients.get(index).accountId().equals(source))
                .mapToObj(index -> new Violation(
                        RejectionCode.SELF_TRANSFER,
                        "#/recipients/" + index,
                        "Expected another account than the transfer's source, but got the source"))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
    }

    public Request(AccountId accountId, IdempotencyKey idempotencyKey, Operation operation) {
        this(accountId, Optional.empty(), idempotencyKey, operation);
    }
}
