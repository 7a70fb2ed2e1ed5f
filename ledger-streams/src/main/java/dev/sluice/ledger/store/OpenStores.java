package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one task while it runs, with what the record at hand has staged and what is kept of them in memory. Made anew
 * whenever a task is initialised: what is in memory must not outlive a transaction that was aborted.
 */
public final class OpenStores {

    /** Each is asked for with every request; decoded, they take two to three times as much. */
    private static final long CATALOG_BYTES_MAX = 4L << 20;

    private static final long OWNERS_BYTES_MAX = 4L << 20;

    private final KeyValueStore<Bytes, byte[]> balances;
    private final KeyValueStore<Bytes, byte[]> lots;
    private final WindowStore<Bytes, byte[]> outcomes;

    private final AccountPages pages;
    private final StagedRows stagedBalances;
    private final StagedRows stagedLots;
    private final List<OutcomeWrite> stagedOutcomes = new ArrayList<>(1);

    private final DecodedRows<Program> programs;
    private final DecodedRows<Asset> assets;
    private final DecodedRows<Owner> owners;
    private final LastBalance lastBalance = new LastBalance();
    private final QueueStart dueBalances = new QueueStart(StoreKeys.all(LedgerRow.DUE_BALANCES));
    private final QueueStart forget = new QueueStart(StoreKeys.all(LedgerRow.FORGET));
    private final EndedWindows ended;
    private final Duration finishedRetention;
    private Supplier<Optional<Instant>> oldestOnItsWay = Optional::empty;
    private Layout layout;
    private Head writtenHead;
    private Head head;

    public OpenStores(
            KeyValueStore<Bytes, byte[]> balances,
            KeyValueStore<Bytes, byte[]> lots,
            WindowStore<Bytes, byte[]> outcomes,
            LedgerStoreSettings settings) {
        this.balances = balances;
        this.lots = lots;
        this.outcomes = outcomes;
        this.pages = new AccountPages(balances, lots, settings.pagesBytesMax());
        this.stagedBalances = new StagedRows(new StoreRows(StoreName.BALANCES, balances, pages));
        this.stagedLots = new StagedRows(new StoreRows(StoreName.LOTS, lots, pages));
        this.programs = new DecodedRows<>(stagedBalances, EntityCodec::decodeProgram, CATALOG_BYTES_MAX);
        this.assets = new DecodedRows<>(stagedBalances, EntityCodec::decodeAsset, CATALOG_BYTES_MAX);
        this.owners = new DecodedRows<>(stagedBalances, EntityCodec::decodeOwner, OWNERS_BYTES_MAX);
        this.ended = new EndedWindows(stagedBalances);
        this.finishedRetention = settings.finishedRetention();
        var laidOut = balances.get(StoreKeys.layout());
        this.layout = laidOut == null ? Layout.UNKNOWN : Layout.decode(laidOut);
        var row = balances.get(StoreKeys.head());
        this.writtenHead = row == null ? Head.FIRST : Head.decode(row);
        this.head = writtenHead;
    }

    /** The stores that {@link LedgerStores#builders} added to the topology. */
    public static OpenStores of(ProcessingContext context, LedgerStoreSettings settings) {
        return new OpenStores(
                context.getStateStore(LedgerStores.BALANCES),
                context.getStateStore(LedgerStores.LOTS),
                context.getStateStore(LedgerStores.OUTCOMES),
                settings);
    }

    StagedRows of(LedgerRow row) {
        return switch (row.store()) {
            case BALANCES -> stagedBalances;
            case LOTS -> stagedLots;
        };
    }

    KeyValueStore<Bytes, byte[]> balances() {
        return balances;
    }

    KeyValueStore<Bytes, byte[]> lots() {
        return lots;
    }

    WindowStore<Bytes, byte[]> outcomes() {
        return outcomes;
    }

    void stage(OutcomeWrite outcome) {
        stagedOutcomes.add(outcome);
    }

    /** The outcome as it would be found after what is staged. */
    byte @Nullable [] outcome(Bytes key, long windowMs) {
        for (var staged : stagedOutcomes.reversed()) {
            if (staged.windowMs() == windowMs && staged.key().equals(key)) {
                return staged.value();
            }
        }
        return outcomes.fetch(key, windowMs);
    }

    /** The outcome that was remembered last under this key, in whichever windows the rows lie. */
    byte @Nullable [] latestOutcome(Bytes key, Instant now) {
        for (var staged : stagedOutcomes.reversed()) {
            if (staged.key().equals(key)) {
                return staged.value();
            }
        }
        byte[] latest = null;
        try (var rows = outcomes.fetch(key, 0, now.toEpochMilli())) {
            while (rows.hasNext()) {
                var row = rows.next().value;
                if (latest == null || !Outcomes.rememberedAt(row).isBefore(Outcomes.rememberedAt(latest))) {
                    latest = row;
                }
            }
        }
        return latest;
    }

    /** Whether an older version may have remembered outcomes at this instant or later, in windows of another length. */
    boolean hasOlderOutcomes(Instant since) {
        return !layout.outcomesSince().map(since::isAfter).orElse(isFresh());
    }

    /** Whether nothing was ever done here. */
    private boolean isFresh() {
        return writtenHead.equals(Head.FIRST);
    }

    DecodedRows<Program> programs() {
        return programs;
    }

    DecodedRows<Asset> assets() {
        return assets;
    }

    DecodedRows<Owner> owners() {
        return owners;
    }

    LastBalance lastBalance() {
        return lastBalance;
    }

    QueueStart dueBalances() {
        return dueBalances;
    }

    QueueStart forget() {
        return forget;
    }

    /** The windows of what has ended. */
    EndedWindows ended() {
        return ended;
    }

    /**
     * A request that is on its way may come back to what ended since it began, to a transfer or to a lot that it emptied, so that
     * is not forgotten.
     *
     * @param oldest when the oldest of them began
     */
    public void heldBackBy(Supplier<Optional<Instant>> oldest) {
        this.oldestOnItsWay = oldest;
    }

    /** What ended at this instant or before is not known any more. */
    Instant forgottenUpTo(Instant now) {
        var old = now.minus(finishedRetention);
        return oldestOnItsWay
                .get()
                .map(since -> since.minusMillis(1))
                .filter(old::isAfter)
                .orElse(old);
    }

    /** The layout that all rows are known to have. */
    Layout layout() {
        return layout;
    }

    /** Whether there may be rows of what has ended as older versions left them. */
    boolean hasOlderEnded() {
        return layout.rows() < EndedRowWriter.LAYOUT;
    }

    Head head() {
        return head;
    }

    void stage(Head moved) {
        this.head = moved;
    }

    /** All that was staged since the last time; from here on nothing is. */
    public StagedWrites take() {
        var moved = head.equals(writtenHead) ? Optional.<Head>empty() : Optional.of(head);
        moved.ifPresent(after -> {
            stagedBalances.stage(new RowWrite(LedgerRow.HEAD, StoreKeys.head(), after.encode()));
            stageSinceWhen(after.clock());
        });
        var rows = stagedBalances.take();
        rows.addAll(stagedLots.take());
        var physical = new ArrayList<RowWrite>(rows.size());
        var moves = pages.compose(rows, physical);
        var writes = new StagedWrites(physical, stagedOutcomes, moved, moves);
        discard();
        return writes;
    }

    /** With the first record that this version applies, it is known from when on outcomes lie in windows of one length. */
    private void stageSinceWhen(Instant now) {
        if (layout.outcomesSince().isEmpty()) {
            var known = layout.withOutcomesSince(isFresh() ? Instant.EPOCH : now);
            stagedBalances.stage(new RowWrite(LedgerRow.LAYOUT, StoreKeys.layout(), known.encode()));
        }
    }

    /** What was staged is no more. */
    public void discard() {
        stagedBalances.discard();
        stagedLots.discard();
        stagedOutcomes.clear();
        head = writtenHead;
    }

    /** What is in memory follows what was written. */
    void written(StagedWrites writes) {
        for (var write : writes.rows()) {
            if (write.row() == LedgerRow.PROGRAMS) {
                programs.forget(write.key());
            } else if (write.row() == LedgerRow.ASSETS) {
                assets.forget(write.key());
            } else if (write.row() == LedgerRow.OWNERS) {
                owners.forget(write.key());
            } else if (write.row() == LedgerRow.LAYOUT && write.value() != null) {
                layout = Layout.decode(write.value());
            }
        }
        pages.written(writes.moves());
        writes.head().ifPresent(moved -> {
            writtenHead = moved;
            head = moved;
        });
    }
}
