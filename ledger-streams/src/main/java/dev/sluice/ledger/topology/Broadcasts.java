package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.catalog.CatalogEntries;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogAcknowledged;
import dev.sluice.schema.exchange.ExchangeMessage.CatalogChanged;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What partitions tell each other about the catalogue, which every partition has. The partition that owns a program or asset
 * tells each other one of a change, and answers its caller when all have acknowledged: after that answer none is behind.
 *
 * <p>Every message arrives, once, and those from one partition to another in the order of sending. So there are no timeouts
 * and no numbers to compare, and a later change is never acknowledged before an earlier one.
 */
final class Broadcasts {

    private final Books books;
    private final StateWriter writer;
    private final Memory memory;
    private final Outbox outbox;
    private final Wiring wiring;

    /** The newest change of each entity that is on its way. */
    private final Map<AccountId, EntryId> newest = new HashMap<>();

    private int pending;

    Broadcasts(Books books, StateWriter writer, Memory memory, Wiring wiring) {
        this.books = books;
        this.writer = writer;
        this.memory = memory;
        this.outbox = wiring.outbox();
        this.wiring = wiring;
        try (var rows = books.view().allPending(Pending.BROADCASTS)) {
            while (rows.hasNext()) {
                var row = rows.next();
                began(decode(row.getValue()).entity(), row.getKey());
            }
        }
    }

    /** The task goes: what it counted is counted by whoever takes it. */
    void close() {
        wiring.meters().broadcastsPending(-pending);
        pending = 0;
    }

    /**
     * Tells the other partitions of an entry that was just posted, if it concerns them.
     *
     * @return whether the caller is answered later, when they know
     */
    boolean announced(JournalEntry entry, Caller caller, EncodedReply reply) {
        var fact = CatalogEntries.catalogFact(entry);
        if (fact.isEmpty()) {
            return false;
        }
        if (!wiring.partitioning().hasOthers()) {
            publish(entry.accountId(), fact.get());
            return false;
        }
        var others = wiring.partitioning().others().boxed().toList();
        var message = new CatalogChanged(
                entry.id(), entry.accountId(), wiring.partitioning().own(), fact.get());
        var bytes = wiring.formats().exchange().write(message);
        others.forEach(other -> outbox.exchange(other, bytes, books.now()));
        var promises = List.of(PendingBroadcast.Promise.to(caller, reply));
        put(entry.id(), new PendingBroadcast(entry.accountId(), fact.get(), others, promises));
        memory.onItsWay(caller, entry.id(), books.now());
        began(entry.accountId(), entry.id());
        return true;
    }

    /**
     * Holds back an answer about an entity of which a change is on its way: that all is as the caller wants it is true here,
     * and not yet everywhere.
     *
     * @return whether there is such a change, so that the caller is answered with it
     */
    boolean heldBack(Caller caller, EncodedReply reply) {
        var entryId = newest.get(caller.accountId());
        if (entryId == null) {
            return false;
        }
        var broadcast = find(entryId);
        if (!broadcast.isFull()) {
            put(entryId, broadcast.with(PendingBroadcast.Promise.to(caller, reply)));
            memory.onItsWay(caller, entryId, books.now());
        }
        return true;
    }

    /** One more attempt of a request that is on its way; beyond the limit it is not answered, and its caller repeats. */
    Runnable waiting(EntryId entryId, Caller caller) {
        var broadcast = find(entryId);
        return broadcast.isFull() ? () -> {} : () -> put(entryId, broadcast.with(caller));
    }

    /** Whether the change with this id is on its way. */
    boolean isPending(EntryId id) {
        return books.view().pending(Pending.BROADCASTS, id).isPresent();
    }

    /** The owner has changed something: it is the same here from now on. */
    Runnable copying(CatalogChanged changed) {
        var acknowledgement =
                new CatalogAcknowledged(changed.entryId(), wiring.partitioning().own());
        var bytes = wiring.formats().exchange().write(acknowledgement);
        var entry = CatalogEntries.copied(books.view(), changed.accountId(), changed.fact());
        books.post(books.prepare(entry));
        return () -> outbox.exchange(changed.fromPartition(), bytes, books.now());
    }

    /** Another partition knows. */
    Runnable completing(CatalogAcknowledged acknowledged) {
        var broadcast = find(acknowledged.entryId()).acknowledgedBy(acknowledged.fromPartition());
        return broadcast.isComplete()
                ? () -> complete(acknowledged.entryId(), broadcast)
                : () -> put(acknowledged.entryId(), broadcast);
    }

    /** Every partition knows: all who wait are answered, and the catalogue's readers are told. */
    private void complete(EntryId entryId, PendingBroadcast broadcast) {
        for (var promise : broadcast.promises()) {
            var reply = promise.encodedReply();
            var replayed = false;
            for (var attempt : promise.attempts()) {
                var caller = promise.caller(broadcast.entity(), attempt);
                if (!replayed) {
                    memory.answered(caller, reply, books.now());
                }
                outbox.reply(caller, reply, replayed, books.now());
                replayed = true;
            }
        }
        publish(broadcast.entity(), broadcast.fact());
        writer.completed(Pending.BROADCASTS, entryId);
        newest.remove(broadcast.entity(), entryId);
        pending--;
        wiring.meters().broadcastsPending(-1);
    }

    private void publish(AccountId entity, Fact.OfTheCatalogue fact) {
        outbox.catalog(entity, wiring.formats().catalog(fact), books.now());
    }

    private void began(AccountId entity, EntryId entryId) {
        newest.put(entity, entryId);
        pending++;
        wiring.meters().broadcastsPending(1);
    }

    private PendingBroadcast find(EntryId entryId) {
        return books.view()
                .pending(Pending.BROADCASTS, entryId)
                .map(this::decode)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected change %s to be on its way, but it is not".formatted(entryId)));
    }

    private void put(EntryId entryId, PendingBroadcast broadcast) {
        writer.pending(
                Pending.BROADCASTS, entryId, broadcast.encode(wiring.formats().mapper()));
    }

    private PendingBroadcast decode(byte[] value) {
        return PendingBroadcast.decode(value, wiring.formats().mapper());
    }
}
