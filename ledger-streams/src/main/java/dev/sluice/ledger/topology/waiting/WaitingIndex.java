package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.Arrival;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.WaitingChange;
import dev.sluice.ledger.topology.output.WaitingChange.BroadcastAdvanced;
import dev.sluice.ledger.topology.output.WaitingChange.BroadcastBegan;
import dev.sluice.ledger.topology.output.WaitingChange.BroadcastEnded;
import dev.sluice.ledger.topology.output.WaitingChange.RecordDone;
import dev.sluice.ledger.topology.output.WaitingChange.RecordFailed;
import dev.sluice.ledger.topology.output.WaitingChange.RecordKept;
import dev.sluice.ledger.topology.output.WaitingChange.RequestAdvanced;
import dev.sluice.ledger.topology.output.WaitingChange.RequestBegan;
import dev.sluice.ledger.topology.output.WaitingChange.RequestEnded;
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
 * <p>What it learns it reports as the open work of its partition, for an operator to see. A row that can't be read keeps no
 * task from starting: it is left where it is, told loudly, and reported too.
 */
public final class WaitingIndex implements Consumer<WaitingChange> {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingIndex.class);

    private final OpenWorkReport report;
    private final Map<RequestKey, EntryId> requestsByKey = new HashMap<>();

    /** In the order in which they began. */
    private final NavigableMap<EntryId, RequestKey> requests = new TreeMap<>();

    /** The newest change of each entity that is on its way. */
    private final Map<AccountId, EntryId> newestBroadcasts = new HashMap<>();

    private final Map<EntryId, AccountId> broadcasts = new HashMap<>();
    private final Lines lines = new Lines();
    private long nextPlace;

    /** A request as its callers name it. */
    private record RequestKey(AccountId account, IdempotencyKey idempotencyKey) {}

    private WaitingIndex(OpenWorkReport report) {
        this.report = report;
    }

    /** The index of what the rows of a partition say, which is shown as the partition's part of the open work. */
    public static WaitingIndex of(StoredLedgerView view, WireFormats formats, OpenWork openWork) {
        var index = new WaitingIndex(new OpenWorkReport(openWork.begin(view.partition())));
        try {
            index.read(view, formats);
        } catch (RuntimeException infrastructure) {
            index.close();
            throw infrastructure;
        }
        return index;
    }

    private void read(StoredLedgerView view, WireFormats formats) {
        read("coordinated request", view, view.allPending(Pending.COORDINATED_REQUESTS), (id, row) -> {
            var request = WaitingRows.request(id, row);
            accept(new RequestBegan(request.state(), request.account(), request.idempotencyKey(), request.since()));
        });
        read("change of the catalogue", view, view.allPending(Pending.BROADCASTS), (id, row) -> {
            var broadcast = WaitingRows.broadcast(id, row, formats);
            accept(new BroadcastBegan(id, broadcast.entity(), broadcast.missing(), broadcast.since()));
        });
        read("kept record", view, view.allPostponed(), (at, row) -> {
            nextPlace = at + 1;
            var record = WaitingRows.kept(row);
            var request = record.kind() == KeptRecord.Kind.REQUEST
                    ? formats.requests().addressee(record.value()).idempotencyKey()
                    : Optional.<IdempotencyKey>empty();
            accept(kept(at, record, request));
        });
    }

    private <K> void read(
            String kind, StoredLedgerView view, Cursor<Map.Entry<K, byte[]>> rows, BiConsumer<K, byte[]> reader) {
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
                            view.partition(),
                            fault);
                    report.unreadable(kind, row.getKey(), view.now(), fault);
                }
            }
        }
    }

    @Override
    public void accept(WaitingChange change) {
        switch (change) {
            case RequestBegan began -> {
                var id = began.state().id();
                var key = new RequestKey(began.account(), began.idempotencyKey());
                requests.put(id, key);
                requestsByKey.put(key, id);
                report.began(began);
            }
            case RequestAdvanced(var state) -> report.advanced(state);
            case RequestEnded(var id) -> {
                var key = requests.remove(id);
                if (key != null) {
                    requestsByKey.remove(key, id);
                    report.ended(id);
                }
            }
            case BroadcastBegan began -> {
                broadcasts.put(began.id(), began.entity());
                newestBroadcasts.put(began.entity(), began.id());
                report.began(began);
            }
            case BroadcastAdvanced advanced -> report.advanced(advanced);
            case BroadcastEnded(var id) -> {
                var entity = broadcasts.remove(id);
                if (entity != null) {
                    newestBroadcasts.remove(entity, id);
                    report.broadcastEnded(id);
                }
            }
            case RecordKept kept -> {
                lines.add(kept.line(), new Lines.Kept(kept.at(), kept.request().isPresent()));
                nextPlace = Math.max(nextPlace, kept.at() + 1);
                report.kept(kept);
            }
            case RecordFailed(var record) -> report.failed(record);
            case RecordDone(var line, var record) ->
                report.done(record, lines.removeFirst(line).isRequest());
        }
    }

    /** The task goes: what waits is told by whoever takes it. */
    public void close() {
        report.close();
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

    /**
     * Puts a record behind those of its line.
     *
     * @param request the key of the request that it is, where it is one
     */
    public void keep(EffectsDraft draft, KeptRecord record, Optional<IdempotencyKey> request) {
        draft.kept(nextPlace, record.encode());
        draft.waits(kept(nextPlace, record, request));
    }

    private static RecordKept kept(long at, KeptRecord record, Optional<IdempotencyKey> request) {
        return new RecordKept(at, record.line(), record.place(), request, record.reason(), record.since());
    }

    /** The first record of a line. */
    public KeptRecord first(StoredLedgerView view, UUID line) {
        return WaitingRows.kept(view, lines.first(line));
    }

    /** What was kept met a fault, and stays the first of its line. */
    public void failed(EffectsDraft draft, Arrival arrival) {
        draft.waits(new RecordFailed(arrival.place()));
    }

    /** What was kept, if it was, is done. To be said before it is kept anew. */
    public void done(EffectsDraft draft, Arrival arrival) {
        arrival.line().ifPresent(line -> {
            draft.done(lines.first(line));
            draft.waits(new RecordDone(line, arrival.place()));
        });
    }
}
