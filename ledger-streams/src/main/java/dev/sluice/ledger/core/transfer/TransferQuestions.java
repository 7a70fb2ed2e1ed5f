package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.TRANSFER_NOT_FOUND;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.reply.TransferFound;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.TransferQuestion;
import dev.sluice.schema.value.TransferStatus;

/** The answers to questions about a transfer's status. */
public final class TransferQuestions {

    private TransferQuestions() {}

    public static Decision answer(LedgerView view, Request request, TransferQuestion question) {
        return switch (question) {
            case GetTransfer get -> get(view, request, get);
        };
    }

    private static Decision get(LedgerView view, Request request, GetTransfer get) {
        if (AccountChecks.ownerOf(view, request).isEmpty()) {
            return AccountChecks.notFound(request);
        }
        return view.transfer(request.accountId(), get.journalEntryId())
                .<Decision>map(stored -> new Answered(new TransferFound(asOfNow(view, stored))))
                .orElseGet(() -> Refused.because(
                        TRANSFER_NOT_FOUND,
                        "Expected a transfer of account %s, but got %s",
                        request.accountId(),
                        get.journalEntryId()));
    }

    private static TransferRecord asOfNow(LedgerView view, TransferRecord stored) {
        return stored.status() == TransferStatus.PENDING && !view.isOnItsWay(stored.journalEntryId())
                ? stored.withStatus(TransferStatus.POSTED, stored.rejection())
                : stored;
    }
}
