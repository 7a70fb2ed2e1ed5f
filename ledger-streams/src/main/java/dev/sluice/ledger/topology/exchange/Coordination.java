package dev.sluice.ledger.topology.exchange;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Expecting;
import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.topology.output.Count.RequestCounted;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.LedgerMeters.Outcome;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.output.ReplyTo;
import dev.sluice.ledger.topology.output.WaitingChange;
import dev.sluice.ledger.topology.waiting.PendingParts;
import dev.sluice.ledger.topology.waiting.PendingRequest;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingRows;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.util.Optional;

/**
 * The coordinator of this partition's requests that involve others: it asks, hears, decides by the core's rules, and answers
 * the callers when all is done.
 */
public final class Coordination {

    private final PartitionLedger ledger;
    private final Settling settling;
    private final Replies replies;

    public Coordination(PartitionLedger ledger, Settling settling, Replies replies) {
        this.ledger = ledger;
        this.settling = settling;
        this.replies = replies;
    }

    /** A request that others have to agree to. */
    public void begin(EffectsDraft draft, Request request, ReplyTo caller, Decision.PutToVote decision) {
        var id = decision.voting().id();
        var own = ledger.partitioning().own();
        decision.entry().ifPresent(draft::book);
        decision.ballots().forEach((partition, ballot) -> draft.tell(partition, new VoteAsked(id, own, ballot)));
        var parts = PendingParts.votedOn(ledger.formats().requests().write(request), decision.purpose());
        begin(draft, request, caller, decision.voting(), parts);
    }

    /** A request that is decided, and that others have to book their parts of. */
    public void begin(EffectsDraft draft, Request request, ReplyTo caller, Decision.Dispatched decision) {
        decision.entry().ifPresent(draft::book);
        decision.deliveries().forEach(draft::tell);
        var reply = replies.completed(request, decision.result());
        var parts = PendingParts.decided(ledger.formats().requests().write(request), reply);
        begin(draft, request, caller, decision.delivering(), parts);
    }

    private static void begin(
            EffectsDraft draft, Request request, ReplyTo caller, CoordinatedRequest state, PendingParts parts) {
        Expecting.ofRequest(draft.view(), request).forEach(group -> draft.expects(group, state.id()));
        var pending = PendingRequest.of(caller, draft.now(), state);
        WaitingRows.put(draft, state.id(), pending);
        WaitingRows.put(draft, state.id(), parts);
        draft.coordinates();
        draft.waits(new WaitingChange.RequestBegan(state, caller.accountId(), caller.idempotencyKey(), draft.now()));
    }

    /** One more attempt of a request that is on its way. */
    public void join(EffectsDraft draft, EntryId id, Request request, ReplyTo caller) {
        var pending = WaitingRows.request(draft.view(), id);
        if (pending.has(caller.origin())) {
            return;
        }
        if (pending.isFull()) {
            draft.tell(caller, replies.stillPending(request));
        } else {
            WaitingRows.put(draft, id, pending.with(caller.origin()));
        }
    }

    /**
     * Another partition has voted.
     *
     * @return the account on which more is due than may be booked now, where the vote decides and has to wait for that
     */
    Optional<AccountId> heard(EffectsDraft draft, VoteGiven vote) {
        var pending = WaitingRows.request(draft.view(), vote.entryId());
        if (!(pending.state() instanceof Voting before)) {
            throw new IllegalStateException("Expected a vote on %s while it is being voted on, but it is %s"
                    .formatted(vote.entryId(), pending.state()));
        }
        var voting = before.heard(vote.fromPartition(), vote.objection());
        if (!voting.isDecided()) {
            advance(draft, pending.at(voting));
            return Optional.empty();
        }
        return decide(draft, pending.at(voting));
    }

    /**
     * All have voted, or the only other one has booked at once.
     *
     * @return the account on which more is due than may be booked now, where it has to wait for that
     */
    private Optional<AccountId> decide(EffectsDraft draft, PendingRequest pending) {
        var parts = WaitingRows.parts(draft.view(), pending.state().id());
        var request = ledger.formats().requests().read(parts.request());
        if (!settling.settle(draft, request)) {
            return Optional.of(request.accountId());
        }
        var purpose = parts.purpose()
                .orElseThrow(() -> new IllegalStateException("Expected request %s to have a purpose until it is decided"
                        .formatted(pending.state().id())));
        var decision = switch (pending.state()) {
            case Voting voting -> draft.rules().conclude(draft.view(), request, voting, purpose);
            case Delivering booked -> draft.rules().conclude(draft.view(), request, booked, purpose);
        };
        conclude(draft, pending, parts, request, decision);
        return Optional.empty();
    }

    private void conclude(
            EffectsDraft draft, PendingRequest pending, PendingParts parts, Request request, Decision decision) {
        switch (decision) {
            case Decision.Accepted accepted -> {
                draft.book(accepted.entry());
                end(draft, pending, request, replies.completed(request, accepted.result()), Outcome.ACCEPTED);
            }
            case Decision.Answered answered ->
                end(draft, pending, request, replies.completed(request, answered.result()), Outcome.ANSWERED);
            case Decision.Refused refused -> {
                var remembered = pending.rememberedIf(refused.rejection().code().isRemembered());
                end(draft, remembered, request, replies.refused(request, refused.rejection()), Outcome.REFUSED);
            }
            case Decision.Withdrawn withdrawn -> {
                draft.book(withdrawn.entry());
                withdrawn.releases().forEach(draft::tell);
                var remembered =
                        pending.rememberedIf(withdrawn.rejection().code().isRemembered());
                end(draft, remembered, request, replies.refused(request, withdrawn.rejection()), Outcome.REFUSED);
            }
            case Decision.Dispatched dispatched -> {
                dispatched.entry().ifPresent(draft::book);
                dispatched.deliveries().forEach(draft::tell);
                var reply = replies.completed(request, dispatched.result());
                if (dispatched.delivering().isDone()) {
                    end(draft, pending, request, reply, Outcome.ACCEPTED);
                } else {
                    advance(draft, pending.at(dispatched.delivering()));
                    var decided = PendingParts.decided(parts.request(), reply);
                    WaitingRows.put(draft, pending.state().id(), decided);
                }
            }
            case Decision.PutToVote again ->
                throw new IllegalStateException("Expected a vote to decide, but it led to another: " + again.voting());
        }
    }

    /**
     * Another partition has booked its part. When all have, the callers are answered.
     *
     * @return the account on which more is due than may be booked now, where it booked at once and what follows has to wait
     */
    Optional<AccountId> heard(EffectsDraft draft, BookingDone done) {
        var pending = WaitingRows.request(draft.view(), done.entryId());
        return switch (pending.state()) {
            case Voting before -> decide(draft, pending.at(before.bookedBy(done.fromPartition())));
            case Delivering before -> {
                delivered(draft, pending, before.heard(done.fromPartition()));
                yield Optional.empty();
            }
        };
    }

    private void delivered(EffectsDraft draft, PendingRequest pending, Delivering delivering) {
        if (!delivering.isDone()) {
            advance(draft, pending.at(delivering));
            return;
        }
        var parts = WaitingRows.parts(draft.view(), delivering.id());
        var request = ledger.formats().requests().read(parts.request());
        end(draft, pending.at(delivering), request, parts.reply().orElseThrow(), Outcome.ACCEPTED);
    }

    private static void advance(EffectsDraft draft, PendingRequest pending) {
        WaitingRows.put(draft, pending.state().id(), pending);
        draft.waits(new WaitingChange.RequestAdvanced(pending.state()));
    }

    private static void end(
            EffectsDraft draft, PendingRequest pending, Request request, EncodedReply reply, Outcome outcome) {
        var id = pending.state().id();
        draft.answerAll(pending.addressees(), reply);
        WaitingRows.end(draft, id);
        Expecting.ofRequest(draft.view(), request).forEach(group -> draft.expectsNoMore(group, id));
        draft.waits(new WaitingChange.RequestEnded(id));
        draft.count(new RequestCounted(request.operation(), outcome));
    }
}
