package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReserveChanges;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.StateChanges.BalanceChange;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes put together by hand, with rows that are small and alike. */
final class Changes {

    static final AccountId ANN = AccountId.ofParticipant("ann");
    static final AssetId POINTS = AssetId.ofSymbol("PTS");
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Map<Balance.Key, BalanceChange> balances = new LinkedHashMap<>();
    private final Map<Slice.Key, Optional<Slice>> slices = new LinkedHashMap<>();
    private final Map<HoldState.Key, HoldState> holds = new LinkedHashMap<>();
    private final Map<Lot.Key, Lot> lots = new LinkedHashMap<>();
    private final Set<DueItem> dueAdded = new LinkedHashSet<>();
    private final Set<DueItem> dueRemoved = new LinkedHashSet<>();
    private final Map<SystemKey, Amount> system = new LinkedHashMap<>();
    private final List<Program> programs = new ArrayList<>();
    private final List<Asset> assets = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();
    private final List<ReversibleDebit> reversibleDebits = new ArrayList<>();

    private ReserveChanges reserves =
            new ReserveChanges(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    private Changes() {}

    static Changes none() {
        return new Changes();
    }

    StateChanges done() {
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
                List.of(),
                reversibleDebits,
                reserves);
    }

    Changes reserves(ReserveChanges changed) {
        reserves = changed;
        return this;
    }

    Changes balance(Optional<Balance> before, Balance after) {
        balances.put(after.key(), new BalanceChange(before, after));
        return this;
    }

    Changes slice(Slice slice) {
        slices.put(slice.key(), Optional.of(slice));
        return this;
    }

    Changes gone(Slice slice) {
        slices.put(slice.key(), Optional.empty());
        return this;
    }

    Changes hold(HoldState hold) {
        holds.put(hold.key(), hold);
        return this;
    }

    Changes lot(Lot lot) {
        lots.put(lot.key(), lot);
        return this;
    }

    Changes due(DueItem item) {
        dueAdded.add(item);
        return this;
    }

    Changes notDue(DueItem item) {
        dueRemoved.add(item);
        return this;
    }

    Changes system(SystemAccount account, String amount) {
        system.put(new SystemKey(account, POINTS), Amount.parse(amount));
        return this;
    }

    Changes program(Program program) {
        programs.add(program);
        return this;
    }

    Changes asset(Asset asset) {
        assets.add(asset);
        return this;
    }

    Changes owner(Owner owner) {
        owners.add(owner);
        return this;
    }

    Changes reversibleDebit(ReversibleDebit reversibleDebit) {
        reversibleDebits.add(reversibleDebit);
        return this;
    }

    static HoldId holdId(int id) {
        return new HoldId(new UUID(0, id));
    }

    static Balance balance(String available, String held) {
        var zero = Amount.zero(2);
        return new Balance(
                new Balance.Key(ANN, POINTS),
                Amount.parse(available),
                Amount.parse(held),
                zero,
                zero,
                0,
                FirstRows.NONE);
    }

    static Balance withFirsts(
            Balance balance, Optional<LotPosition> available, Optional<LotPosition> held, Optional<HoldId> hold) {
        return balance.withFirst(new FirstRows(
                available,
                held,
                hold,
                Optional.empty(),
                Optional.empty(),
                balance.first().due()));
    }

    static Balance due(Balance balance, DueItem first) {
        var rows = balance.first();
        return balance.withFirst(new FirstRows(
                rows.available(), rows.held(), rows.hold(), rows.reserved(), rows.reserveHold(), Optional.of(first)));
    }

    static Lot lot(int id, LotPosition position, Optional<Instant> finishedAt) {
        return new Lot(
                ANN,
                POINTS,
                new LotId(new UUID(0, id)),
                position,
                Amount.parse("1.00"),
                finishedAt.isPresent() ? Amount.zero(2) : Amount.parse("1.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LotOrigin.CREDIT,
                finishedAt.map(at -> new Lot.Finish(at, false)));
    }

    static Slice slice(Bucket bucket, LotPosition position, Optional<HoldId> hold) {
        return new Slice(
                new Slice.Key(ANN, POINTS, bucket, position, hold),
                new LotId(new UUID(0, position.sequence())),
                Amount.parse("1.00"),
                Optional.empty(),
                Optional.empty());
    }

    static HoldState hold(int id, String remaining, Optional<Instant> closedAt) {
        return hold(id, remaining, closedAt, Optional.of("order-1"));
    }

    static HoldState hold(int id, String remaining, Optional<Instant> closedAt, Optional<String> reference) {
        var zero = Amount.zero(2);
        return new HoldState(
                new HoldState.Key(ANN, POINTS, holdId(id)),
                new ProgramId(new UUID(0, 9)),
                Amount.parse("1.00"),
                Amount.parse(remaining),
                zero,
                Amount.parse("1.00").minus(Amount.parse(remaining)),
                zero,
                HoldOrigin.HOLD,
                reference,
                NOW,
                Optional.empty(),
                Map.of(),
                closedAt,
                Optional.empty());
    }

    /** A debit of one unit, of a lot of this number. */
    static ReversibleDebit reversibleDebit(int id, Instant at, String reversed) {
        var part = new ReversibleDebit.Part(
                Optional.of(new LotId(new UUID(0, id))), Amount.parse("1.00"), Amount.parse(reversed));
        return new ReversibleDebit(
                new EntryId(new UUID(2, id)), ANN, POINTS, new ProgramId(new UUID(0, 9)), false, at, List.of(part));
    }

    static <T> List<T> all(Cursor<T> cursor) {
        var rows = new ArrayList<T>();
        try (cursor) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }
}
