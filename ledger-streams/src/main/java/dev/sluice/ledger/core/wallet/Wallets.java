package dev.sluice.ledger.core.wallet;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;

import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/** The balance of a program's wallet, and what may be drawn on it. */
public final class Wallets {

    private Wallets() {}

    /** Why the wallet can't give so much, if it can't; asked on the wallet's own partition. */
    public static Optional<Rejection> objection(LedgerView view, ProgramId program, Asset asset, Amount amount) {
        var available = balance(view, program, asset).available();
        return amount.exceeds(available)
                ? Optional.of(Rejection.because(
                        INSUFFICIENT_PROGRAM_FUNDS,
                        "Expected the wallet of program %s to have at least %s, but there is %s"
                                .formatted(program, amount, available)))
                : Optional.empty();
    }

    /** What the wallet has of an asset; asked on the wallet's own partition. */
    static Balance balance(LedgerView view, ProgramId program, Asset asset) {
        return view.balance(program.account(), asset.id())
                .orElseGet(() -> Balance.empty(program.account(), asset.id(), asset.scale()));
    }

    /** Sets aside what a credit or a reversal on another partition needs, or objects. */
    public static Vote draw(LedgerView view, EntryId id, Ballot.Draw draw) {
        var asset = view.asset(draw.assetId())
                .orElseThrow(() -> Invariant.broken("Asset %s is drawn on and unknown", draw.assetId()));
        var objection = objection(view, draw.programId(), asset, draw.amount());
        if (objection.isPresent()) {
            return new Vote.Objected(new Objection(0, objection.get()));
        }
        var type = draw.entryType().orElse(EntryType.CREDIT);
        var entry = new EntryDraft(view, id, type, draw.accountId(), asset, draw.cause());
        entry.wallet(draw.programId().account(), draw.amount().negated());
        entry.system(SystemAccount.SYSTEM_TRANSIT, draw.amount());
        return new Vote.Done(entry.toEntry());
    }
}
