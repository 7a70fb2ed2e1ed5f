package dev.sluice.ledger.restore;

import dev.sluice.ledger.core.catalog.CatalogEntries;
import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.core.state.EntryIds;
import dev.sluice.ledger.store.Head;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.store.Outcomes;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoreWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.EffectsDraft;
import dev.sluice.ledger.topology.output.EffectsWriter;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.PartitionLedger;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Replies;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.ledger.topology.request.RestoredOutcome;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The fold of one partition's journal into its stores: what each entry makes of the rows, the partition's head, the catalogue's
 * topic, and what callers were told for as long as it is remembered. Behind the last entry of the cut it leaves what the ledger
 * goes on from.
 */
final class FoldProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

    private final TopologySettings settings;
    private final Cut cut;
    private final WireFormats formats;
    private final ToldResults told = new ToldResults();
    private final Map<EntryId, Result> waiting = new HashMap<>();
    private final MessageDigest sha256 = sha256();

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    private Task task;

    FoldProcessor(TopologySettings settings, Cut cut, WireFormats formats) {
        this.settings = settings;
        this.cut = cut;
        this.formats = formats;
    }

    /** The parts of one partition. */
    private record Task(
            Partitioning partitioning,
            OpenStores stores,
            StoredLedgerView view,
            StateWriter rows,
            EffectsWriter writer,
            PartitionLedger ledger,
            Endings endings,
            Replies replies) {

        Outcomes outcomes() {
            return ledger.outcomes();
        }

        boolean owns(AccountId account) {
            return partitioning.owns(account.toKey());
        }
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        var partitioning = new Partitioning(taskContext.taskId().partition(), settings.partitions());
        ToIntFunction<AccountId> partitionOf = account -> partitioning.of(account.toKey());
        var stores = OpenStores.of(taskContext, settings.stores());
        var view = new StoredLedgerView(stores, partitioning.own(), partitionOf, settings.reserves());
        var ledger = new PartitionLedger(
                stores,
                view,
                new Outcomes(stores, settings.stores()),
                new PartitionLedger.Wiring(Rules.ofTheLedger(), formats, partitioning));
        var ofNoPartition = new StoredLedgerView(stores, -1, partitionOf, settings.reserves());
        task = new Task(
                partitioning,
                stores,
                view,
                new StateWriter(stores),
                // What waits is read from its rows when the ledger begins.
                new EffectsWriter(
                        new StoreWriter(stores), taskContext, waits -> {}, new LedgerMeters(new SimpleMeterRegistry())),
                ledger,
                new Endings(formats, view, ofNoPartition, partitionOf),
                new Replies(formats));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var link = formats.journal().read(record.value());
        if (link.sequence() != task.view().head().sequence()) {
            throw new IllegalStateException("Expected link %d of partition %d, but got link %d"
                    .formatted(task.view().head().sequence(), link.partition(), link.sequence()));
        }
        fold(link, record.value());
        if (link.sequence() == cut.entries().get(link.partition()) - 1) {
            leaveWhatWaits();
        }
    }

    private void fold(JournalRecord link, byte[] value) {
        var entry = link.entry();
        task.ledger().advanceTo(entry.recordedAt());
        var draft = task.ledger().draft(Optional.empty());
        var view = task.view().asOf(entry.recordedAt()).withAllThatIsThere();
        var before = ToldResults.Before.of(view, entry);
        var head = view.head();
        task.rows().apply(Evolver.evolve(view, entry));
        task.rows()
                .head(new Head(
                        link.sequence() + 1,
                        HexFormat.of().formatHex(sha256.digest(value)),
                        entry.recordedAt(),
                        Math.max(head.coordinated(), numbersUntil(entry.id()))));
        remember(entry, told.of(before, view, entry));
        CatalogEntries.catalogFact(entry)
                .filter(fact -> task.owns(entry.accountId()))
                .ifPresent(fact -> draft.publish(entry.accountId(), fact));
        task.writer().apply(draft.finished());
    }

    /** The next request that is coordinated here has another number than any that the journal knows. */
    private static long numbersUntil(EntryId id) {
        var number = EntryIds.coordinatedNumber(id);
        return number.isPresent() ? number.getAsLong() + 1 : 0;
    }

    private void remember(JournalEntry entry, Optional<Result> result) {
        var oldest = cut.newest().minus(settings.retention().outcomes());
        if (entry.idempotencyKey().isEmpty()
                || !task.owns(entry.accountId())
                || entry.recordedAt().isBefore(oldest)) {
            return;
        }
        if (cut.onTheWay().containsKey(entry.id())) {
            result.ifPresent(first -> waiting.putIfAbsent(entry.id(), first));
            return;
        }
        replyOf(entry, result)
                .map(reply -> Outcome.answered(
                        RestoredOutcome.FINGERPRINT, formats.replies().write(reply)))
                .ifPresent(outcome -> task.outcomes()
                        .remember(
                                entry.accountId(), entry.idempotencyKey().orElseThrow(), entry.recordedAt(), outcome));
    }

    /** A transfer that was refused after it was set aside takes the place of what was remembered when it was. */
    private static Optional<Reply> replyOf(JournalEntry entry, Optional<Result> result) {
        var key = entry.idempotencyKey().orElseThrow();
        return entry.facts().stream()
                .filter(Fact.TransferRefused.class::isInstance)
                .map(fact -> (Reply) new Refused(entry.accountId(), key, ((Fact.TransferRefused) fact).rejection()))
                .findFirst()
                .or(() -> result.map(done -> new Completed(entry.accountId(), key, done)));
    }

    private void leaveWhatWaits() {
        for (var onTheWay : cut.onTheWay().values()) {
            if (task.owns(onTheWay.began().accountId())) {
                leave(
                        Endings.principalOf(onTheWay.began()),
                        draft -> task.endings()
                                .end(
                                        draft,
                                        onTheWay,
                                        Optional.ofNullable(
                                                waiting.get(onTheWay.began().id()))));
            }
        }
        for (var announced : cut.announced()) {
            if (task.owns(announced.entry().accountId())) {
                leave(
                        Endings.principalOf(announced.entry()),
                        draft -> task.endings().announce(draft, announced));
            }
        }
    }

    /** Tells a draft what is left of one thing. */
    private interface Leaving {
        void tell(EffectsDraft draft);
    }

    private void leave(Optional<String> principal, Leaving leaving) {
        var draft = task.ledger().draft(principal);
        leaving.tell(draft);
        task.writer().apply(draft.finished());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform must have SHA-256", impossible);
        }
    }
}
