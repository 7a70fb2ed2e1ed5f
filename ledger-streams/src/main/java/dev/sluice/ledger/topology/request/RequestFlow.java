package dev.sluice.ledger.topology.request;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.topology.exchange.BookingSize;
import dev.sluice.ledger.topology.exchange.CatalogBroadcasts;
import dev.sluice.ledger.topology.exchange.Coordination;
import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.Count.RequestCounted;
import dev.sluice.ledger.topology.output.Effects;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.LedgerMeters.Outcome;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.output.ReplyTo;
import dev.sluice.ledger.topology.output.TooLargeException;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.ledger.topology.request.OutcomeMemory.Fresh;
import dev.sluice.ledger.topology.waiting.KeptRecord;
import dev.sluice.ledger.topology.waiting.Settling;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.Command;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;

/** The life of a request that is at home here: recalled, settled, decided, booked, answered. */
public final class RequestFlow {

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;
    private final Settling settling;
    private final Replies replies;
    private final OutcomeMemory memory;
    private final CatalogBroadcasts broadcasts;
    private final Coordination coordination;

    /** The ways on for a request that concerns other partitions. */
    public record Beyond(CatalogBroadcasts broadcasts, Coordination coordination) {}

    public RequestFlow(
            PartitionLedger ledger, WaitingIndex waiting, Settling settling, Replies replies, Beyond beyond) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.settling = settling;
        this.replies = replies;
        this.memory = new OutcomeMemory(ledger, waiting);
        this.broadcasts = beyond.broadcasts();
        this.coordination = beyond.coordination();
    }

    /**
     * Works a request out.
     *
     * @param isMuchDone whether the transaction at hand has done enough, so that the request waits for the next
     */
    public Effects workOut(Request request, Arrival arrival, boolean isMuchDone) {
        var draft = ledger.draft(arrival.principal());
        try {
            workOut(draft, request, arrival, isMuchDone);
        } catch (TooLargeException tooLarge) {
            draft = ledger.draft(arrival.principal());
            refuse(draft, request, arrival, tooLarge);
        }
        return draft.finished();
    }

    private void workOut(EffectsDraft draft, Request request, Arrival arrival, boolean isMuchDone) {
        if (!arrival.isResumed()) {
            // Requests of one account are applied in the order in which they come.
            if (waiting.lines().has(request.accountId().value())) {
                keep(draft, request, arrival, Reason.DUE);
                return;
            }
            if (isMuchDone) {
                keep(draft, request, arrival, Reason.MUCH_WORK);
                return;
            }
        }
        switch (request.operation()) {
            case Question question -> settle(draft, request, arrival, ReplyTo.of(request, arrival.origin()));
            case Command command -> recall(draft, request, arrival);
        }
        arrival.line().ifPresent(line -> waiting.done(draft, line));
    }

    /** Memory first: what was answered is never decided again. */
    private void recall(EffectsDraft draft, Request request, Arrival arrival) {
        var caller = ReplyTo.of(request, arrival.origin());
        switch (memory.recall(draft.view(), request)) {
            case OutcomeMemory.Replay(var reply) -> {
                draft.repeat(caller, reply);
                count(draft, request, Outcome.REPLAYED);
            }
            case OutcomeMemory.Conflict(var rejection) -> {
                draft.tell(caller, replies.refused(request, rejection));
                count(draft, request, Outcome.CONFLICT);
            }
            case OutcomeMemory.Coordinated(var id) -> {
                coordination.join(draft, id, request, caller);
                count(draft, request, Outcome.WAITING);
            }
            case OutcomeMemory.Announced(var id) -> {
                broadcasts.join(draft, id, request, caller);
                count(draft, request, Outcome.WAITING);
            }
            case Fresh(var fingerprint) -> settle(draft, request, arrival, caller.rememberedBy(fingerprint));
        }
    }

    /** Time comes before the decision; a request that more is due for than may be booked now begins again later. */
    private void settle(EffectsDraft draft, Request request, Arrival arrival, ReplyTo caller) {
        if (settling.settle(draft, request)) {
            decide(draft, request, caller);
        } else {
            keep(draft, request, arrival, Reason.DUE);
        }
    }

    private void decide(EffectsDraft draft, Request request, ReplyTo caller) {
        switch (draft.rules().decide(draft.view(), request)) {
            case Decision.Accepted accepted -> accept(draft, request, caller, accepted);
            case Decision.Answered answered -> {
                var reply = replies.completed(request, answered.result());
                if (request.operation() instanceof CatalogCommand) {
                    broadcasts.answerWhenAllKnow(draft, request, caller, reply);
                } else {
                    draft.answer(caller, reply);
                }
                count(draft, request, Outcome.ANSWERED);
            }
            case Decision.Refused(var rejection) -> refuse(draft, request, caller, rejection);
            case Decision.PutToVote putToVote -> {
                BookingSize.check(ledger.formats(), request, putToVote);
                coordination.begin(draft, request, caller, putToVote);
            }
            case Decision.Dispatched dispatched -> coordination.begin(draft, request, caller, dispatched);
            case Decision.Withdrawn withdrawn ->
                throw new IllegalStateException("Expected nothing to withdraw of a new request: " + withdrawn);
        }
    }

    private void accept(EffectsDraft draft, Request request, ReplyTo caller, Decision.Accepted accepted) {
        var reply = replies.completed(request, accepted.result());
        draft.book(accepted.entry());
        switch (request.operation()) {
            case CatalogCommand change -> broadcasts.announce(draft, accepted.entry(), caller, reply);
            case Command command -> draft.answer(caller, reply);
            case Question question ->
                throw new IllegalStateException("Expected a question to change nothing, but it came with an entry");
        }
        count(draft, request, Outcome.ACCEPTED);
    }

    private void refuse(EffectsDraft draft, Request request, ReplyTo caller, Rejection rejection) {
        var rememberedOrNot = rejection.code().isRemembered() ? caller : caller.forgotten();
        draft.answer(rememberedOrNot, replies.refused(request, rejection));
        count(draft, request, Outcome.REFUSED);
    }

    /** What would not fit into a record is refused like what touches too many lots, which is what makes it so large. */
    private void refuse(EffectsDraft draft, Request request, Arrival arrival, TooLargeException tooLarge) {
        if (!(memory.recall(draft.view(), request) instanceof Fresh(var fingerprint))) {
            throw tooLarge;
        }
        var caller = ReplyTo.of(request, arrival.origin()).rememberedBy(fingerprint);
        refuse(draft, request, caller, Rejection.because(RejectionCode.TOO_MANY_LOTS, tooLarge.expectation()));
        arrival.line().ifPresent(line -> waiting.done(draft, line));
    }

    /** Written anew, since JSON may come in UTF-16, and in any size. */
    private void keep(EffectsDraft draft, Request request, Arrival arrival, Reason reason) {
        var value = ledger.formats().requests().write(request);
        waiting.keep(
                draft,
                new KeptRecord(
                        KeptRecord.Kind.REQUEST,
                        request.accountId().value(),
                        arrival.place(),
                        arrival.origin(),
                        reason,
                        draft.now(),
                        value));
        count(draft, request, Outcome.POSTPONED);
    }

    private static void count(EffectsDraft draft, Request request, Outcome outcome) {
        draft.count(new RequestCounted(request.operation(), outcome));
    }
}
