package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.StateChanges.BalanceChange;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of one entry while they are being computed: read through to the view, written to memory only. */
public final class StateDraft {

    private final LedgerView view;
    private final Map<Balance.Key, BalanceChange> balances = new LinkedHashMap<>(2);
    private final Map<Slice.Key, Optional<Slice>> slicesBefore = new LinkedHashMap<>();
    private final Map<Slice.Key, Optional<Slice>> slices = new LinkedHashMap<>();
    private final Map<HoldState.Key, HoldState> holds = new LinkedHashMap<>(2);
    private final Map<Lot.Key, Lot> lots = new LinkedHashMap<>();
    private final Set<DueItem> dueAdded = new LinkedHashSet<>();
    private final Set<DueItem> dueRemoved = new LinkedHashSet<>();
    private final Map<SystemKey, Amount> system = new LinkedHashMap<>(2);
    private final List<Program> programs = new ArrayList<>(0);
    private final List<Asset> assets = new ArrayList<>(0);
    private final List<Owner> owners = new ArrayList<>(0);
    private final List<TransferRecord> transfers = new ArrayList<>(0);
    private final List<ReversibleDebit> reversibleDebits = new ArrayList<>(0);

    private final ReserveDraft reserves;

    StateDraft(LedgerView view) {
        this.view = view;
        this.reserves = new ReserveDraft(view.reserves());
    }

    public LedgerView view() {
        return view;
    }

    public Asset asset(AssetId id) {
        return view.asset(id).orElseThrow(() -> Invariant.broken("Asset %s is posted on and unknown", id));
    }

    /** Whether it is the account of a program, which has no lots and so no debt of them. */
    public boolean isWallet(AccountId account) {
        return view.program(account.asProgram()).isPresent();
    }

    public Balance balance(AccountId account, AssetId asset) {
        var key = new Balance.Key(account, asset);
        var change = balances.get(key);
        if (change == null) {
            var before = view.balance(account, asset);
            var after = before.orElseGet(
                    () -> Balance.empty(account, asset, asset(asset).scale()));
            change = new BalanceChange(before, after);
            balances.put(key, change);
        }
        return change.after();
    }

    public void put(Balance after) {
        var change = balances.get(after.key());
        var before =
                change == null ? view.balance(after.key().account(), after.key().asset()) : change.before();
        balances.put(after.key(), new BalanceChange(before, after));
    }

    public Collection<Balance> balances() {
        return balances.values().stream().map(BalanceChange::after).toList();
    }

    public Optional<Slice> slice(Slice.Key key) {
        return slices.computeIfAbsent(key, unread -> {
            var before = view.slice(unread);
            slicesBefore.put(unread, before);
            return before;
        });
    }

    /** The slice as it was before the entry. */
    public Optional<Slice> sliceBefore(Slice.Key key) {
        return slicesBefore.getOrDefault(key, Optional.empty());
    }

    public void put(Slice.Key key, Optional<Slice> slice) {
        slices.put(key, slice);
    }

    /** The slices that the entry touches, as they are so far. */
    public Map<Slice.Key, Optional<Slice>> slices() {
        return slices;
    }

    public Lot lot(Lot.Key key) {
        return lots.computeIfAbsent(
                key,
                unread -> view.lot(unread.account(), unread.id())
                        .orElseThrow(() -> Invariant.broken("Lot %s is posted on and unknown", unread.id())));
    }

    public void put(Lot lot) {
        lots.put(lot.key(), lot);
    }

    public Collection<Lot> lots() {
        return List.copyOf(lots.values());
    }

    public HoldState hold(HoldState.Key key) {
        return holds.computeIfAbsent(
                key,
                unread -> view.hold(unread.account(), unread.asset(), unread.id())
                        .orElseThrow(() -> Invariant.broken("Hold %s is posted on and unknown", unread.id())));
    }

    public void put(HoldState hold) {
        holds.put(hold.key(), hold);
    }

    public Collection<HoldState> holds() {
        return List.copyOf(holds.values());
    }

    /** The balance knows its first due item, so it is written too. */
    public void addDue(DueItem item) {
        dueAdded.add(item);
        balance(item.account(), item.asset());
    }

    public void removeDue(DueItem item) {
        dueRemoved.add(item);
        balance(item.account(), item.asset());
    }

    public Set<DueItem> dueAdded() {
        return dueAdded;
    }

    public Set<DueItem> dueRemoved() {
        return dueRemoved;
    }

    public Amount system(SystemKey key) {
        var drafted = system.get(key);
        return drafted != null
                ? drafted
                : view.systemBalance(key.account(), key.asset())
                        .orElseGet(() -> Amount.zero(asset(key.asset()).scale()));
    }

    public void put(SystemKey key, Amount balance) {
        system.put(key, balance);
    }

    public ReserveDraft reserves() {
        return reserves;
    }

    void put(Program program) {
        programs.add(program);
    }

    void put(Asset asset) {
        assets.add(asset);
    }

    void put(Owner owner) {
        owners.add(owner);
    }

    void put(TransferRecord transfer) {
        transfers.add(transfer);
    }

    public void put(ReversibleDebit reversibleDebit) {
        reversibleDebits.add(reversibleDebit);
    }

    StateChanges changes() {
        return new StateChanges(
                balances,
                slices,
                holds,
                lots,
                dueAdded,
                dueRemoved,
                system,
                programs,
                assets,
                owners,
                transfers,
                reversibleDebits,
                reserves.changes());
    }
}
