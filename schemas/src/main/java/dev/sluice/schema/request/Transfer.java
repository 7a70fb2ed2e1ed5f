package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves AVAILABLE value from the request's account, the source, to others: to all of them or to none. Answered when every
 * recipient has it.
 *
 * @param recipients 1 to 100; the same one may stand there twice, the source may not
 * @param preserveLots LOT: each lot that is taken goes on with its vintage and expiry; else each recipient gets one new lot
 *     whose vintage is the transfer's time, without expiry
 */
@OperationName("transfer")
public record Transfer(
        ProgramId programId,
        AssetId assetId,
        String description,
        List<Recipient> recipients,
        boolean preserveLots,
        Optional<String> referenceId,
        Map<String, String> metadata)
        implements BalanceCommand {

    public static final int RECIPIENTS_MAX = 100;

    /**
     * A recipient and its amount; exactly one of the three ids names the account.
     *
     * @param amount above zero
     * @param externalId of a participant, 1 to 255 characters
     */
    public record Recipient(
            Amount amount,
            Optional<String> externalId,
            Optional<AccountId> participantId,
            Optional<AccountId> groupId) {

        public Recipient {
            new FieldChecks()
                    .positive("amount", amount)
                    .text("external_id", externalId, 1, PutParticipant.EXTERNAL_ID_LENGTH_MAX)
                    .exactlyOne(
                            List.of("external_id", "participant_id", "group_id"),
                            List.of(externalId, participantId, groupId))
                    .done();
        }

        /** The account that the recipient's id names. */
        public AccountId accountId() {
            return externalId
                    .map(AccountId::ofParticipant)
                    .or(() -> participantId)
                    .or(() -> groupId)
                    .orElseThrow();
        }

        public AccountKind accountKind() {
            return groupId.isPresent() ? AccountKind.GROUP : AccountKind.PARTICIPANT;
        }
    }

    public Transfer {
        metadata = Texts.sorted(metadata);
        var checks = BalanceChecks.common(programId, assetId, description, referenceId, metadata);
        recipients = checkRecipients(checks, recipients);
        checks.done();
    }

    private static List<Recipient> checkRecipients(FieldChecks checks, @Nullable List<Recipient> recipients) {
        checks.required("recipients", recipients);
        if (recipients == null) {
            return List.of();
        }
        checks.size("recipients", recipients, 1, RECIPIENTS_MAX);
        return List.copyOf(recipients);
    }

    /** Absent: each recipient has an amount of its own. */
    @Override
    public Optional<String> reference() {
        return referenceId;
    }

    @Override
    public Optional<Amount> requestedAmount() {
        return Optional.empty();
    }
}
