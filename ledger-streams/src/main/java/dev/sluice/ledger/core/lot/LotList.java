package dev.sluice.ledger.core.lot;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.list.MergedCursor;
import dev.sluice.ledger.core.list.PageCursor;
import dev.sluice.ledger.core.list.PageRoom;
import dev.sluice.ledger.core.list.Paging;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.LotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The list of an account's lots: a row for each slice and each finished lot, in the order of spending. */
public final class LotList {

    private LotList() {}

    /** A slice or a finished lot, with its place in the list. */
    private record Entry(LotPosition position, LotStatus status, Optional<HoldId> hold, Lot lot, Amount remaining) {

        /** Slices of one lot stand together: by status, then by hold. */
        static final Comparator<Entry> ORDER = Comparator.comparing(Entry::position)
                .thenComparing(Entry::status)
                .thenComparing(entry -> entry.hold().map(HoldId::toString).orElse(""));

        PageCursor place() {
            return PageCursor.of(
                    position.vintage().toEpochMilli(),
                    position.sequence(),
                    status,
                    hold.map(HoldId::toString).orElse("-"));
        }

        LotRow toRow() {
            return new LotRow(
                    lot.id(),
                    lot.asset(),
                    lot.amount(),
                    remaining,
                    status,
                    hold,
                    lot.referenceId(),
                    lot.expiresAt(),
                    lot.maturesAt(),
                    lot.position().vintage());
        }
    }

    public static Decision decide(LedgerView view, Request request, ListLots list) {
        var start = list.cursor().flatMap(LotList::startOf);
        if (start.isEmpty() && list.cursor().isPresent()) {
            return Paging.notACursor();
        }
        var asset = view.asset(list.assetId());
        if (asset.isEmpty()) {
            return AccountChecks.assetNotFound(list.assetId());
        }
        if (AccountChecks.ownerOf(view, request).isEmpty()) {
            return AccountChecks.notFound(request);
        }
        if (asset.get().inventoryMode() == InventoryMode.SIMPLE) {
            return new Answered(new LotPage(List.of(), Pagination.last()));
        }
        return new Answered(page(view, request.accountId(), asset.get(), list, start));
    }

    private static LotPage page(LedgerView view, AccountId account, Asset asset, ListLots list, Optional<Start> start) {
        var from = start.map(Start::position).orElse(LotPosition.FIRST);
        try (var merged = new MergedCursor<>(
                sources(view, account, asset.id(), list.status(), from),
                Entry.ORDER,
                entry -> start.isPresent() && start.get().isAfter(entry))) {
            var page = Paging.read(
                    merged,
                    new PageRoom(list.limit().orElse(Question.LIST_LIMIT_DEFAULT)),
                    entry -> matches(list, entry) && hasReference(view, list, entry),
                    entry -> PageRoom.bytesOf(entry.lot().referenceId().orElse("")),
                    Entry::place);
            return new LotPage(page.rows().stream().map(Entry::toRow).toList(), page.pagination());
        }
    }

    private static boolean matches(ListLots list, Entry entry) {
        var lot = entry.lot();
        return (list.status().isEmpty() || list.status().get() == entry.status())
                && (list.expiresBefore().isEmpty()
                        || lot.expiresAt()
                                .filter(list.expiresBefore().get()::isAfter)
                                .isPresent())
                && (list.expiresAfter().isEmpty()
                        || lot.expiresAt()
                                .filter(list.expiresAfter().get()::isBefore)
                                .isPresent());
    }

    /** That of the credit, or that of the hold which the slice is under. */
    private static boolean hasReference(LedgerView view, ListLots list, Entry entry) {
        var lot = entry.lot();
        return list.referenceId().isEmpty()
                || list.referenceId().equals(lot.referenceId())
                || entry.hold()
                        .flatMap(hold -> view.hold(lot.account(), lot.asset(), hold))
                        .filter(hold -> list.referenceId().equals(hold.referenceId()))
                        .isPresent();
    }

    /** The first row of a page. */
    private record Start(LotPosition position, LotStatus status, String hold) {

        boolean isAfter(Entry entry) {
            var byPosition = entry.position().compareTo(position);
            if (byPosition != 0) {
                return byPosition < 0;
            }
            var byStatus = entry.status().compareTo(status);
            return byStatus != 0
                    ? byStatus < 0
                    : entry.hold().map(HoldId::toString).orElse("-").compareTo(hold) < 0;
        }
    }

    private static Optional<Start> startOf(String text) {
        return PageCursor.parse(text, 4)
                .flatMap(place -> Paging.idIn(text, unused -> {
                    var parts = place.parts();
                    var vintage = Instant.ofEpochMilli(Long.parseLong(parts.get(0)));
                    return new Start(
                            new LotPosition(vintage, Long.parseLong(parts.get(1))),
                            LotStatus.valueOf(parts.get(2)),
                            parts.get(3));
                }));
    }

    private static List<Cursor<Entry>> sources(
            LedgerView view, AccountId account, AssetId asset, Optional<LotStatus> status, LotPosition from) {
        var sources = new ArrayList<Cursor<Entry>>(4);
        for (var bucket : Bucket.values()) {
            if (status.isEmpty() || status.get().name().equals(bucket.name())) {
                sources.add(new Mapped<>(view.slices(account, asset, bucket, from), slice -> entryOf(view, slice)));
                if (bucket == Bucket.HELD) {
                    sources.add(new Mapped<>(view.reservedSlices(account, asset, from), slice -> entryOf(view, slice)));
                }
            }
        }
        if (status.isEmpty() || status.get() == LotStatus.CONSUMED || status.get() == LotStatus.EXPIRED) {
            sources.add(new Mapped<>(view.finishedLots(account, asset, from), LotList::entryOf));
        }
        return sources;
    }

    private static Entry entryOf(LedgerView view, Slice slice) {
        var key = slice.key();
        var lot = view.lot(key.account(), slice.lot())
                .orElseThrow(() -> Invariant.broken("Lot %s has a slice and is unknown", slice.lot()));
        return new Entry(key.position(), LotStatus.valueOf(key.bucket().name()), key.hold(), lot, slice.remaining());
    }

    private static Entry entryOf(Lot lot) {
        var expired = lot.finish().filter(Lot.Finish::expired).isPresent();
        return new Entry(
                lot.position(),
                expired ? LotStatus.EXPIRED : LotStatus.CONSUMED,
                Optional.empty(),
                lot,
                lot.remaining());
    }

    /** Rows of one kind as rows of another, read one by one. */
    private record Mapped<A, B>(Cursor<A> stored, Function<A, B> mapping) implements Cursor<B> {

        @Override
        public boolean hasNext() {
            return stored.hasNext();
        }

        @Override
        public B next() {
            return mapping.apply(stored.next());
        }

        @Override
        public void close() {
            stored.close();
        }
    }
}
