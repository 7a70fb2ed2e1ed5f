package dev.sluice.ledger.topology.exchange;

import dev.sluice.ledger.core.catalog.CatalogEntries;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.output.ReplyTo;
import dev.sluice.ledger.topology.output.WaitingChange;
import dev.sluice.ledger.topology.waiting.PendingBroadcast;
import dev.sluice.ledger.topology.waiting.PendingBroadcast.Promise;
import dev.sluice.ledger.topology.waiting.WaitingIndex;
import dev.sluice.ledger.topology.waiting.WaitingRows;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogAcknowledged;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.EntryId;
import java.util.List;

/**
 * Changes of the catalogue on their way to every partition. The partition that owns a program or asset tells each other one of
 * a change, and answers its caller when all have acknowledged: after that answer none is behind.
 *
 * <p>Every message arrives, once, and those from one partition to another in the order of sending. So there are no timeouts
 * and no numbers to compare, and a later change is never acknowledged before an earlier one.
 */
public final class CatalogBroadcasts {

    private final PartitionLedger ledger;
    private final WaitingIndex waiting;
    private final Replies replies;

    public CatalogBroadcasts(PartitionLedger ledger, WaitingIndex waiting, Replies replies) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.replies = replies;
    }

    /** Answers a change of the catalogue that was just booked: at once where nobody else has a copy, else when all know. */
    public void announce(EffectsDraft draft, JournalEntry entry, ReplyTo caller, EncodedReply reply) {
        var fact = CatalogEntries.catalogFact(entry)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected entry %s to change the catalogue, but it does not".formatted(entry.id())));
        if (!ledger.partitioning().hasOthers()) {
            draft.publish(entry.accountId(), fact);
            draft.answer(caller, reply);
            return;
        }
        var own = ledger.partitioning().own();
        var others = ledger.partitioning().others().boxed().toList();
        var message = new CatalogChanged(entry.id(), entry.accountId(), own, fact);
        others.forEach(other -> draft.tell(other, message));
        var promises = List.of(Promise.to(caller, reply));
        put(draft, entry.id(), new PendingBroadcast(entry.accountId(), fact, draft.now(), others, promises));
        draft.waits(new WaitingChange.BroadcastBegan(entry.id(), entry.accountId(), draft.now()));
    }

    /**
     * Answers a command that found its program or asset as it wants it. Where a change of it is on its way, that is true here
     * and not yet everywhere: so the caller is answered with those who wait for the change.
     */
    public void answerWhenAllKnow(EffectsDraft draft, Request request, ReplyTo caller, EncodedReply reply) {
        var newest = waiting.newestBroadcastOf(caller.accountId());
        if (newest.isEmpty()) {
            draft.answer(caller, reply);
            return;
        }
        var broadcast = find(draft, newest.get());
        if (broadcast.isFull()) {
            draft.tell(caller, replies.stillPending(request));
        } else {
            put(draft, newest.get(), broadcast.with(Promise.to(caller, reply)));
        }
    }

    /** One more attempt of a request whose answer is held back. */
    public void join(EffectsDraft draft, EntryId id, Request request, ReplyTo caller) {
        var broadcast = find(draft, id);
        if (broadcast.isFull()) {
            draft.tell(caller, replies.stillPending(request));
        } else {
            put(draft, id, broadcast.with(caller));
        }
    }

    /** The owner has changed something: it is the same here from now on. */
    void copy(EffectsDraft draft, CatalogChanged changed) {
        draft.book(CatalogEntries.copied(draft.view(), changed.accountId(), changed.fact()));
        var own = ledger.partitioning().own();
        draft.tell(changed.fromPartition(), new CatalogAcknowledged(changed.entryId(), own));
    }

    /** Another partition knows. When every one does, all who wait are answered, and the catalogue's readers are told. */
    void heard(EffectsDraft draft, CatalogAcknowledged acknowledged) {
        var id = acknowledged.entryId();
        var broadcast = find(draft, id).acknowledgedBy(acknowledged.fromPartition());
        if (!broadcast.isComplete()) {
            put(draft, id, broadcast);
            return;
        }
        broadcast
                .promises()
                .forEach(promise -> draft.answerAll(promise.addressees(broadcast.entity()), promise.reply()));
        draft.publish(broadcast.entity(), broadcast.fact());
        draft.completed(Pending.BROADCASTS, id);
        draft.waits(new WaitingChange.BroadcastEnded(id));
    }

    private PendingBroadcast find(EffectsDraft draft, EntryId id) {
        return WaitingRows.broadcast(draft.view(), id, ledger.formats());
    }

    private void put(EffectsDraft draft, EntryId id, PendingBroadcast broadcast) {
        WaitingRows.put(draft, id, broadcast, ledger.formats());
    }
}
