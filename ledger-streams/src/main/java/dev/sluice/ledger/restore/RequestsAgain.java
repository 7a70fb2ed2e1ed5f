package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Optional;

/**
 * Requests made again of the entry by which they began, as far as their end asks for it. What they had besides, as the terms of
 * a credit, is not known any more; whoever ends them must not need it.
 */
final class RequestsAgain {

    private RequestsAgain() {}

    static Cause causeOf(JournalEntry began) {
        return new Cause(began.programId(), text(began), began.referenceId(), began.metadata(), began.idempotencyKey());
    }

    static Transfer transfer(JournalEntry began, boolean preserveLots) {
        var made = began.facts().stream()
                .filter(Fact.TransferMade.class::isInstance)
                .map(Fact.TransferMade.class::cast)
                .findFirst()
                .orElseThrow();
        return new Transfer(
                began.programId().orElseThrow(),
                began.assetId().orElseThrow(),
                text(began),
                made.legs().stream()
                        .map(leg -> new Transfer.Recipient(
                                leg.amount(),
                                Optional.empty(),
                                Optional.of(leg.accountId()).filter(id -> leg.accountKind() != AccountKind.GROUP),
                                Optional.of(leg.accountId()).filter(id -> leg.accountKind() == AccountKind.GROUP)))
                        .toList(),
                preserveLots,
                began.referenceId(),
                began.metadata());
    }

    /** What a transfer has set aside. Its lots are known: what is on its way keeps them from being forgotten, and the fold forgets none. */
    static Purpose.Transferring transferring(LedgerView view, JournalEntry began, boolean preserveLots) {
        var setAside = began.postings().stream()
                .filter(posting -> posting.accountId().equals(Optional.of(began.accountId())))
                .map(posting -> setAside(view, began, posting, preserveLots))
                .toList();
        return new Purpose.Transferring(setAside, began.recordedAt());
    }

    private static Purpose.SetAside setAside(
            LedgerView view, JournalEntry began, Posting posting, boolean preserveLots) {
        var lot = posting.lotId().flatMap(id -> view.lot(began.accountId(), id));
        return new Purpose.SetAside(
                posting.lotId(),
                posting.amount().negated(),
                lot.filter(there -> preserveLots).map(there -> there.position().vintage()),
                lot.flatMap(there -> there.expiresAt()));
    }

    static Reverse reverse(JournalEntry began) {
        return new Reverse(
                began.programId().orElseThrow(),
                began.assetId().orElseThrow(),
                text(began),
                began.reverses().orElseThrow(),
                Optional.empty(),
                began.referenceId(),
                began.metadata());
    }

    static Purpose.Reversing reversing(LedgerView view, JournalEntry began) {
        var parts = began.facts().stream()
                .filter(Fact.ConsumptionReversed.class::isInstance)
                .map(Fact.ConsumptionReversed.class::cast)
                .findFirst()
                .orElseThrow()
                .parts();
        var takenAt = view.reversibleDebit(began.accountId(), began.reverses().orElseThrow())
                .map(debit -> debit.at())
                .orElse(began.recordedAt());
        return new Purpose.Reversing(parts, takenAt);
    }

    static Credit credit(JournalEntry began) {
        return new Credit(
                began.programId().orElseThrow(),
                began.assetId().orElseThrow(),
                text(began),
                inTransit(began),
                Optional.empty(),
                began.referenceId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                began.metadata());
    }

    /** The request that gave back what a wallet is to have: a debit, or the voiding of a hold. */
    static Operation givingBack(JournalEntry began) {
        if (began.type() == EntryType.VOID_HOLD) {
            return new VoidHold(
                    began.programId().orElseThrow(),
                    began.assetId().orElseThrow(),
                    text(began),
                    began.referenceId().orElseThrow(),
                    began.metadata());
        }
        return new Debit(
                began.programId().orElseThrow(),
                began.assetId().orElseThrow(),
                text(began),
                inTransit(began),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                began.referenceId(),
                Optional.empty(),
                began.metadata());
    }

    static Amount inTransit(JournalEntry began) {
        return began.postings().stream()
                .filter(posting -> posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_TRANSIT)))
                .map(Posting::amount)
                .reduce(Amount::plus)
                .orElseThrow();
    }

    static Leg legOfWallet(JournalEntry began) {
        return new Leg(0, began.programId().orElseThrow().account(), AccountKind.PROGRAM, inTransit(began), List.of());
    }

    private static String text(JournalEntry began) {
        return began.description().orElseThrow();
    }
}
