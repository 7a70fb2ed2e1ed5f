package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Vote;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules of a cluster in which every second partition is served by an earlier release, which knows two rounds only: it asks
 * nobody to book at once, and passes over it where it is asked.
 */
record EarlierReleaseRules(Rules rules) implements Rules {

    private static boolean isEarlier(LedgerView view) {
        return view.partition() % 2 == 0;
    }

    @Override
    public Decision decide(LedgerView view, Request request) {
        var decision = rules.decide(view, request);
        return decision instanceof PutToVote vote && isEarlier(view) ? withoutBookings(vote) : decision;
    }

    private static PutToVote withoutBookings(PutToVote vote) {
        var ballots = new TreeMap<>(vote.ballots());
        ballots.replaceAll((partition, ballot) -> ballot instanceof Ballot.Receive receive
                ? new Ballot.Receive(receive.programId(), receive.assetId(), receive.legs(), Optional.empty())
                : ballot);
        return new PutToVote(vote.entry(), vote.voting(), vote.purpose(), ballots);
    }

    @Override
    public Vote vote(LedgerView view, VoteAsked asked) {
        var vote = rules.vote(view, asked);
        return vote instanceof Vote.Promised && isEarlier(view) ? new Vote.Promised(Optional.empty()) : vote;
    }

    @Override
    public Decision conclude(LedgerView view, Request request, Voting voting, Purpose purpose) {
        return rules.conclude(view, request, voting, purpose);
    }

    @Override
    public Decision conclude(LedgerView view, Request request, Delivering booked, Purpose purpose) {
        return rules.conclude(view, request, booked, purpose);
    }

    @Override
    public JournalEntry book(LedgerView view, BookingAsked asked) {
        return rules.book(view, asked);
    }

    @Override
    public Optional<JournalEntry> due(LedgerView view, AccountId account, AssetId asset) {
        return rules.due(view, account, asset);
    }

    @Override
    public StateChanges evolve(LedgerView view, JournalEntry entry) {
        return rules.evolve(view, entry);
    }
}
