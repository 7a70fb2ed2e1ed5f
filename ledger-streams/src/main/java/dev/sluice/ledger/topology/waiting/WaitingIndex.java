package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.WaitingChange;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in memory of what waits in a partition: coordinated requests by their keys, changes of the catalogue on their way,
 * and lines of kept records. Read from the rows when a task begins; after that it follows the effects that are applied.
 *
 * <p>A row that can't be read keeps no task from starting: it is left where it is, told loudly, and counted.
 */
public final class WaitingIndex implements Consumer<WaitingChange> {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingIndex.class);

    private final int partition;
    private final LedgerMeters meters;
    private final Map<RequestKey, EntryId> requestsByKey = new HashMap<>();

    /** In the order in which they began. */
    private final NavigableMap<EntryId, RequestKey> requests = new TreeMap<>();

    /** The newest change of each entity that is on its way. */
    private final Map<AccountId, EntryId> newestBroadcasts = new HashMap<>();

    private final Map<EntryId, AccountId> broadcasts = new HashMap<>();
    private final Lines lines = new Lines();
    private long nextPlace;
    private int unreadable;

    /** A request as its callers name it. */
    private record RequestKey(AccountId account, IdempotencyKey idempotencyKey) {}

    private WaitingIndex(int partition, LedgerMeters meters) {
        this.partition = partition;
        this.meters = meters;
    }

    /** The index of what the rows of a partition say. */
    public static WaitingIndex of(StoredLedgerView view, WireFormats formats, LedgerMeters meters) {
        var index = new WaitingIndex(view.partition(), meters);
        index.read("coordinated request", view.allPending(Pending.COORDINATED_REQUESTS), (id, row) -> {
            var request = WaitingRows.request(id, row);
            index.accept(
                    new WaitingChange.RequestBegan(id, request.account(), request.idempotencyKey(), request.since()));
        });
        index.read("change of the catalogue", view.allPending(Pending.BROADCASTS), (id, row) -> {
            var broadcast = WaitingRows.broadcast(id, row, formats);
            index.accept(new WaitingChange.BroadcastBegan(id, broadcast.entity(), broadcast.since()));
        });
        index.read("kept record", view.allPostponed(), (place, row) -> {
            index.nextPlace = place + 1;
            var record = WaitingRows.kept(row);
            index.accept(new WaitingChange.RecordKept(place, record.line(), record.reason(), record.since()));
        });
        return index;
    }

    private <K> void read(String kind, Cursor<Map.Entry<K, byte[]>> rows, BiConsumer<K, byte[]> reader) {
        try (rows) {
            while (rows.hasNext()) {
                var row = rows.next();
                try {
                    reader.accept(row.getKey(), row.getValue());
                } catch (KafkaException infrastructure) {
                    throw infrastructure;
                } catch (RuntimeException fault) {
                    LOG.error(
                            "The row of {} {} on partition {} can't be read; it is left where it is",
                            kind,
                            row.getKey(),
                            partition,
                            fault);
                    unreadable++;
                    meters.rowsUnreadable(1);
                }
            }
        }
    }

    @Override
    public void accept(WaitingChange change) {
        switch (change) {
            case WaitingChange.RequestBegan began -> {
                var key = new RequestKey(began.account(), began.idempotencyKey());
                requests.put(began.id(), key);
                requestsByKey.put(key, began.id());
                meters.coordinatedPending(1);
            }
            case WaitingChange.RequestEnded(var id) -> {
                var key = requests.remove(id);
                if (key != null) {
                    requestsByKey.remove(key, id);
                    meters.coordinatedPending(-1);
                }
            }
            case WaitingChange.BroadcastBegan began -> {
                broadcasts.put(began.id(), began.entity());
                newestBroadcasts.put(began.entity(), began.id());
                meters.broadcastsPending(1);
            }
            case WaitingChange.BroadcastEnded(var id) -> {
                var entity = broadcasts.remove(id);
                if (entity != null) {
                    newestBroadcasts.remove(entity, id);
                    meters.broadcastsPending(-1);
                }
            }
            case WaitingChange.RecordKept kept -> {
                lines.add(kept.line(), kept.place());
                nextPlace = Math.max(nextPlace, kept.place() + 1);
                meters.recordsPostponed(1);
            }
            case WaitingChange.RecordDone(var line) -> {
                lines.removeFirst(line);
                meters.recordsPostponed(-1);
            }
        }
    }

    /** The task goes: what it counted is counted by whoever takes it. */
    public void close() {
        meters.coordinatedPending(-requests.size());
        meters.broadcastsPending(-broadcasts.size());
        meters.recordsPostponed(-lines.size());
        meters.rowsUnreadable(-unreadable);
    }

    /** The coordinated request that began with this key and has not ended, however long ago that was. */
    public Optional<EntryId> requestOf(AccountId account, IdempotencyKey idempotencyKey) {
        return Optional.ofNullable(requestsByKey.get(new RequestKey(account, idempotencyKey)));
    }

    /** When the oldest coordinated request began that has not ended. */
    public Optional<Instant> oldestRequest() {
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(requests.firstKey().madeAt());
    }

    /** The changes of a program or asset that are on their way, the oldest first. */
    public List<EntryId> broadcastsOf(AccountId entity) {
        return newestBroadcasts.containsKey(entity)
                ? broadcasts.entrySet().stream()
                        .filter(broadcast -> broadcast.getValue().equals(entity))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList()
                : List.of();
    }

    /** The program or asset of a change that is on its way. */
    public Optional<AccountId> entityOf(EntryId broadcast) {
        return Optional.ofNullable(broadcasts.get(broadcast));
    }

    /** The newest change of a program or asset that is on its way. */
    public Optional<EntryId> newestBroadcastOf(AccountId entity) {
        return Optional.ofNullable(newestBroadcasts.get(entity));
    }

    /** The lines of kept records. */
    public Lines lines() {
        return lines;
    }

    /** Puts a record behind those of its line. */
    public void keep(EffectsDraft draft, KeptRecord record) {
        draft.kept(nextPlace, record.encode());
        draft.waits(new WaitingChange.RecordKept(nextPlace, record.line(), record.reason(), record.since()));
    }

    /** The first record of a line. */
    public KeptRecord first(StoredLedgerView view, UUID line) {
        return WaitingRows.kept(view, lines.first(line));
    }

    /** The first record of a line is done. */
    public void done(EffectsDraft draft, UUID line) {
        draft.done(lines.first(line));
        draft.waits(new WaitingChange.RecordDone(line));
    }
}
