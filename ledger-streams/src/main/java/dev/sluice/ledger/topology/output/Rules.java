package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.core.Ledger;
import dev.sluice.ledger.core.due.DueDecider;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.core.exchange.RemoteDecider;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.Optional;

/** The core as the shell calls it. An input of the topology, so that a test can put a fault where a rule would be. */
public interface Rules {

    /** Decides a request. Changes nothing. */
    Decision decide(LedgerView view, Request request);

    /** Concludes a request that was put to the vote, when all have voted. Changes nothing. */
    Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose);

    /** Concludes a request that was put to the vote, when the only other partition has booked at once. Changes nothing. */
    Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose);

    /** Votes on another partition's request. Changes nothing. */
    Vote vote(LedgerView view, VoteAsked asked);

    /** Makes the entry for this partition's part of another one's request. Changes nothing. */
    JournalEntry book(LedgerView view, BookingAsked asked);

    /** A bounded part of what is due on the account and asset; empty when nothing is. */
    Optional<JournalEntry> due(LedgerView view, AccountId account, AssetId asset);

    /** The rows as the entry leaves them. */
    StateChanges evolve(LedgerView view, JournalEntry entry);

    /** The rules of the ledger. */
    static Rules ofTheLedger() {
        return new Rules() {
            @Override
            public Decision decide(LedgerView view, Request request) {
                return Ledger.decide(view, request);
            }

            @Override
            public Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose) {
                return Ledger.conclude(view, request, voting, purpose);
            }

            @Override
            public Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose) {
                return Ledger.conclude(view, request, booked, purpose);
            }

            @Override
            public Vote vote(LedgerView view, VoteAsked asked) {
                return RemoteDecider.vote(view, asked);
            }

            @Override
            public JournalEntry book(LedgerView view, BookingAsked asked) {
                return RemoteDecider.book(view, asked);
            }

            @Override
            public Optional<JournalEntry> due(LedgerView view, AccountId account, AssetId asset) {
                return DueDecider.next(view, account, asset);
            }

            @Override
            public StateChanges evolve(LedgerView view, JournalEntry entry) {
                return Evolver.evolve(view, entry);
            }
        };
    }
}
