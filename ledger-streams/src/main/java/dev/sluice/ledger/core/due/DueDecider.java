package dev.sluice.ledger.core.due;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.hold.HoldParts;
import dev.sluice.ledger.core.hold.ReleaseDecider;
import dev.sluice.ledger.core.reserve.ReserveDue;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Books what has fallen due on one account and asset, in the order of its instants. One entry books a bounded run of items
 * of one kind; ask again until there is nothing left.
 */
public final class DueDecider {

    /** Enough to catch up quickly, few enough that one entry stays far below a record's size limit. */
    private static final int ITEMS_MAX = 100;

    private DueDecider() {}

    /** The next entry that time asks for; empty where nothing is due. */
    public static Optional<JournalEntry> next(LedgerView view, AccountId account, AssetId assetId) {
        return view.balance(account, assetId)
                .filter(balance -> balance.hasDue(view.now()))
                .map(balance -> entry(view, balance));
    }

    private static JournalEntry entry(LedgerView view, Balance balance) {
        var asset = view.asset(balance.key().asset())
                .orElseThrow(() -> Invariant.broken("Asset %s has a balance and is unknown", balance.key()));
        var items = firstRun(view, balance);
        return switch (items.getFirst().kind()) {
            case MATURITY -> maturity(view, asset, balance, items);
            case HOLD_EXPIRY -> holdExpiry(view, asset, balance, items.getFirst());
            case LOT_EXPIRY -> lotExpiry(view, asset, balance, items);
            case RESERVE_RELEASE -> ReserveDue.scheduled(view, asset, balance, items);
            case RESERVE_PLAN -> ReserveDue.ofPlan(view, asset, balance, items.getFirst());
        };
    }

    /** The first items, as long as they are of one kind. A hold may have many slices, so it is booked alone. */
    private static List<DueItem> firstRun(LedgerView view, Balance balance) {
        var run = new ArrayList<DueItem>();
        try (var due = view.due(balance.key().account(), balance.key().asset())) {
            while (run.size() < ITEMS_MAX && due.hasNext()) {
                var item = due.next();
                if (item.at().isAfter(view.now())
                        || (!run.isEmpty() && item.kind() != run.getFirst().kind())) {
                    break;
                }
                run.add(item);
                if (item.kind() == DueItem.Kind.HOLD_EXPIRY) {
                    break;
                }
            }
        }
        if (run.isEmpty()) {
            throw Invariant.broken("The balance's next due item exists, but got none for %s", balance);
        }
        return run;
    }

    private static JournalEntry maturity(LedgerView view, Asset asset, Balance balance, List<DueItem> items) {
        var entry = entry(view, EntryType.MATURITY, asset, balance, cause("Matured"));
        for (var item : items) {
            var slice = sliceOf(view, item, Bucket.DEFERRED);
            entry.takes(Part.of(slice, slice.remaining()));
            entry.makesAvailable(Optional.of(slice.lot()), slice.remaining());
        }
        return entry.toEntry();
    }

    private static JournalEntry lotExpiry(LedgerView view, Asset asset, Balance balance, List<DueItem> items) {
        var entry = entry(view, EntryType.EXPIRY, asset, balance, cause("Expired"));
        for (var item : items) {
            var slice = sliceOf(view, item, Bucket.AVAILABLE);
            var part = Part.of(slice, slice.remaining());
            entry.takes(part);
            entry.breaks(part);
        }
        return entry.toEntry();
    }

    private static JournalEntry holdExpiry(LedgerView view, Asset asset, Balance balance, DueItem item) {
        var hold = view.hold(item.account(), item.asset(), new HoldId(item.target()))
                .orElseThrow(() -> Invariant.broken("Hold %s is due and unknown", item));
        var entry = entry(view, EntryType.HOLD_EXPIRY, asset, balance, causeOf(hold));
        ReleaseDecider.releases(entry, HoldParts.of(view, asset, hold), item.at(), asset.scale());
        return entry.toEntry();
    }

    private static Slice sliceOf(LedgerView view, DueItem item, Bucket bucket) {
        return view.lot(item.account(), new LotId(item.target()))
                .map(Lot::position)
                .flatMap(position ->
                        view.slice(new Slice.Key(item.account(), item.asset(), bucket, position, Optional.empty())))
                .orElseThrow(() -> Invariant.broken("A due lot has a slice in %s, but got none for %s", bucket, item));
    }

    private static BalanceEntry entry(LedgerView view, EntryType type, Asset asset, Balance balance, Cause cause) {
        var account = balance.key().account();
        return new EntryDraft(view, view.nextIds().entry(), type, account, asset, cause).on(balance);
    }

    private static Cause cause(String description) {
        return new Cause(Optional.empty(), description, Optional.empty(), Map.of(), Optional.empty());
    }

    private static Cause causeOf(HoldState hold) {
        return new Cause(Optional.of(hold.program()), "Hold expired", hold.referenceId(), Map.of(), Optional.empty());
    }
}
