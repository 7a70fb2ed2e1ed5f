package dev.sluice.ledger.core.exchange;

import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.core.owner.Members;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.transfer.Receiving;
import dev.sluice.ledger.core.wallet.Wallets;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/** The participant's side of a cross-partition request: votes in round one, books in round two or together with its yes. */
public final class RemoteDecider {

    private RemoteDecider() {}

    /** Round one. */
    public static Vote vote(LedgerView view, VoteAsked asked) {
        return switch (asked.ballot()) {
            case Ballot.Receive receive ->
                promised(
                        Receiving.objection(view, receive.programId(), receive.assetId(), receive.legs()),
                        receive.booking().map(booking -> told(asked, receive, booking)));
            case Ballot.Exist exist -> promised(Members.objection(view, exist.participants()), Optional.empty());
            case Ballot.Draw draw -> Wallets.draw(view, asked.entryId(), draw);
        };
    }

    private static Vote promised(Optional<Objection> objection, Optional<BookingAsked> toldAtOnce) {
        return objection.<Vote>map(Vote.Objected::new).orElseGet(() -> new Vote.Promised(toldAtOnce));
    }

    private static BookingAsked told(VoteAsked asked, Ballot.Receive receive, Ballot.Receive.Booking booking) {
        return new BookingAsked(
                asked.entryId(),
                asked.fromPartition(),
                booking.entryType(),
                booking.accountId(),
                receive.assetId(),
                booking.cause(),
                receive.legs());
    }

    /** Round two: the entry is booked whatever has happened since the vote, which was a promise. */
    public static JournalEntry book(LedgerView view, BookingAsked asked) {
        var asset = view.asset(asked.assetId())
                .orElseThrow(() -> Invariant.broken("Value of asset %s comes and it is unknown", asked.assetId()));
        var draft = new EntryDraft(view, asked.entryId(), asked.entryType(), asked.accountId(), asset, asked.cause());
        var total = asked.legs().stream().map(Leg::amount).reduce(Amount.zero(asset.scale()), Amount::plus);
        draft.system(SystemAccount.SYSTEM_TRANSIT, total.negated());
        Receiving.book(draft, view, asked.legs());
        return draft.toEntry();
    }
}
