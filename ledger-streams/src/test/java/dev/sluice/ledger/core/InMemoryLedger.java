package dev.sluice.ledger.core;

import static java.util.Comparator.comparing;

import dev.sluice.ledger.core.due.DueDecider;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.EntryIds;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReserveView;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One partition of the ledger without Kafka: rows in sorted maps, a journal in a list, a clock that is turned by hand.
 * It does with a request what the topology does: books what is due, decides, evolves, writes, keeps the entry.
 */
public final class InMemoryLedger implements LedgerView {

    private static final Comparator<Balance.Key> BY_ASSET =
            comparing(Balance.Key::account).thenComparing(Balance.Key::asset);

    private static final Comparator<Slice.Key> BY_SPENDING = comparing(Slice.Key::account)
            .thenComparing(Slice.Key::asset)
            .thenComparing(Slice.Key::bucket)
            .thenComparing(Slice.Key::position)
            .thenComparing(key -> key.hold().map(HoldId::toString).orElse(""));

    private static final Comparator<HoldState.Key> BY_OPENING = comparing(HoldState.Key::account)
            .thenComparing(HoldState.Key::asset)
            .thenComparing(HoldState.Key::id);

    private static final Comparator<DueItem> BY_INSTANT = comparing(DueItem::account)
            .thenComparing(DueItem::asset)
            .thenComparing(DueItem::at)
            .thenComparing(DueItem::kind)
            .thenComparing(item -> new LotId(item.target()));

    /** Far more entries than any test needs to catch up with time. */
    private static final int SETTLING_ENTRIES_MAX = 1_000;

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final NavigableMap<ProgramId, Program> programs = new TreeMap<>();
    private final NavigableMap<AssetId, Asset> assets = new TreeMap<>();
    private final NavigableMap<AccountId, Owner> owners = new TreeMap<>();
    private final NavigableMap<Balance.Key, Balance> balances = new TreeMap<>(BY_ASSET);
    private final NavigableMap<Lot.Key, Lot> lots =
            new TreeMap<>(comparing(Lot.Key::account).thenComparing(Lot.Key::id));
    private final NavigableMap<Slice.Key, Slice> slices = new TreeMap<>(BY_SPENDING);
    private final NavigableMap<HoldState.Key, HoldState> holds = new TreeMap<>(BY_OPENING);
    private final NavigableSet<DueItem> due = new TreeSet<>(BY_INSTANT);
    private final NavigableMap<SystemKey, Amount> system =
            new TreeMap<>(comparing(SystemKey::account).thenComparing(SystemKey::asset));
    private final Map<EntryId, TransferRecord> transfers = new HashMap<>();
    private final Map<EntryId, ReversibleDebit> reversibleDebits = new HashMap<>();
    private final InMemoryReserves reserves = new InMemoryReserves();
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();

    private Instant now;

    public InMemoryLedger(Instant now) {
        this.now = now;
    }

    /** A ledger of its own that stands where this one stands. */
    public InMemoryLedger fork() {
        var copy = new InMemoryLedger(now);
        copy.programs.putAll(programs);
        copy.assets.putAll(assets);
        copy.owners.putAll(owners);
        copy.balances.putAll(balances);
        copy.lots.putAll(lots);
        copy.slices.putAll(slices);
        copy.holds.putAll(holds);
        copy.due.addAll(due);
        copy.system.putAll(system);
        copy.transfers.putAll(transfers);
        copy.reversibleDebits.putAll(reversibleDebits);
        copy.reserves.putAll(reserves);
        copy.expectations.addAll(expectations);
        copy.journal.addAll(journal);
        return copy;
    }

    /** The ledger that an empty one becomes by reading a journal. */
    public static InMemoryLedger folded(List<JournalEntry> journal) {
        var ledger = new InMemoryLedger(Instant.EPOCH);
        journal.forEach(ledger::book);
        return ledger;
    }

    public void turnClockTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException("The ledger's time never goes back, but got %s".formatted(later));
        }
        now = later;
    }

    public void turnClockBy(Duration step) {
        turnClockTo(now.plus(step));
    }

    /** Books what is due, decides, and books what was decided. */
    public Decision apply(Request request) {
        settleFor(request);
        var decision = Ledger.decide(this, request);
        if (decision instanceof Accepted accepted) {
            book(accepted.entry());
        }
        return decision;
    }

    /** Books what is due on what the request touches. */
    public void settleFor(Request request) {
        if (request.operation() instanceof BalanceCommand command) {
            settle(request.accountId(), command.assetId());
            if (command instanceof Transfer transfer) {
                transfer.recipients().forEach(recipient -> settle(recipient.accountId(), transfer.assetId()));
            }
        } else {
            balances.keySet().stream()
                    .filter(key -> key.account().equals(request.accountId()))
                    .map(Balance.Key::asset)
                    .toList()
                    .forEach(asset -> settle(request.accountId(), asset));
        }
    }

    private void settle(AccountId account, AssetId asset) {
        var entries = 0;
        for (var next = DueDecider.next(this, account, asset);
                next.isPresent();
                next = DueDecider.next(this, account, asset)) {
            must(++entries < SETTLING_ENTRIES_MAX, "What is due comes to an end", next.get());
            book(next.get());
        }
    }

    private void book(JournalEntry entry) {
        must(entry.isBalanced(), "An entry is balanced", entry);
        var changes = Evolver.evolve(this, entry);
        changes.balances().forEach((key, change) -> {
            must(change.before().equals(Optional.ofNullable(balances.get(key))), "A change knows what was", change);
            balances.put(key, change.after());
        });
        changes.slices()
                .forEach((key, slice) -> slice.ifPresentOrElse(row -> slices.put(key, row), () -> slices.remove(key)));
        lots.putAll(changes.lots());
        holds.putAll(changes.holds());
        changes.dueRemoved().forEach(item -> must(due.remove(item), "Only what was due is removed", item));
        changes.dueAdded().forEach(item -> must(due.add(item), "Nothing falls due twice", item));
        system.putAll(changes.system());
        changes.programs().forEach(program -> programs.put(program.id(), program));
        changes.assets().forEach(asset -> assets.put(asset.id(), asset));
        changes.owners().forEach(owner -> owners.put(owner.id(), owner));
        changes.transfers().forEach(transfer -> transfers.put(transfer.journalEntryId(), transfer));
        changes.reversibleDebits()
                .forEach(reversibleDebit -> reversibleDebits.put(reversibleDebit.entry(), reversibleDebit));
        reserves.apply(changes.reserves());
        journal.add(entry);
    }

    private static void must(boolean holds, String rule, Object subject) {
        if (!holds) {
            throw new IllegalStateException("Broken rule: %s, but got %s".formatted(rule, subject));
        }
    }

    public List<JournalEntry> journal() {
        return List.copyOf(journal);
    }

    /** All rows, to compare one ledger with another; the clock and the journal are not among them. */
    public State state() {
        return new State(
                List.copyOf(programs.values()),
                List.copyOf(assets.values()),
                List.copyOf(owners.values()),
                List.copyOf(balances.values()),
                List.copyOf(lots.values()),
                List.copyOf(slices.values()),
                List.copyOf(holds.values()),
                List.copyOf(due),
                system.entrySet().stream()
                        .map(shard ->
                                shard.getKey().account() + "/" + shard.getKey().asset() + "=" + shard.getValue())
                        .toList(),
                Map.copyOf(transfers),
                reversibleDebits.values().stream()
                        .sorted(comparing(ReversibleDebit::entry))
                        .toList(),
                reserves.state());
    }

    /** The rows of a ledger, each list in key order. */
    public record State(
            List<Program> programs,
            List<Asset> assets,
            List<Owner> owners,
            List<Balance> balances,
            List<Lot> lots,
            List<Slice> slices,
            List<HoldState> holds,
            List<DueItem> due,
            List<String> system,
            Map<EntryId, TransferRecord> transfers,
            List<ReversibleDebit> reversibleDebits,
            InMemoryReserves.State reserves) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public EntryIds nextIds() {
        return new EntryIds(0, journal.size(), now);
    }

    @Override
    public EntryId nextCoordinatedId() {
        throw new IllegalStateException("There is one partition only, so nothing is undertaken with others");
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public int partitionOf(AccountId account) {
        return 0;
    }

    @Override
    public Optional<TransferRecord> transfer(AccountId source, EntryId id) {
        return Optional.ofNullable(transfers.get(id))
                .filter(found -> found.sourceId().equals(source));
    }

    @Override
    public Optional<ReversibleDebit> reversibleDebit(AccountId account, EntryId entry) {
        return Optional.ofNullable(reversibleDebits.get(entry))
                .filter(found -> found.account().equals(account));
    }

    @Override
    public boolean isOnItsWay(EntryId undertaking) {
        return false;
    }

    @Override
    public Optional<Program> program(ProgramId id) {
        return Optional.ofNullable(programs.get(id));
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        return Optional.ofNullable(assets.get(id));
    }

    @Override
    public Cursor<Program> programs(Optional<ProgramId> from) {
        return cursor(programs.tailMap(from.orElse(new ProgramId(FIRST_ID)), true).values().stream());
    }

    @Override
    public Cursor<Asset> assets(Optional<AssetId> from) {
        return cursor(assets.tailMap(from.orElse(new AssetId(FIRST_ID)), true).values().stream());
    }

    @Override
    public Optional<Owner> owner(AccountId account) {
        return Optional.ofNullable(owners.get(account));
    }

    @Override
    public Optional<Balance> balance(AccountId account, AssetId asset) {
        return Optional.ofNullable(balances.get(new Balance.Key(account, asset)));
    }

    @Override
    public Cursor<Balance> balances(AccountId account) {
        return cursor(
                balances.values().stream().filter(row -> row.key().account().equals(account)));
    }

    @Override
    public Optional<Amount> systemBalance(SystemAccount account, AssetId asset) {
        return Optional.ofNullable(system.get(new SystemKey(account, asset)));
    }

    @Override
    public Optional<Lot> lot(AccountId account, LotId lot) {
        return Optional.ofNullable(lots.get(new Lot.Key(account, lot)));
    }

    @Override
    public Optional<Slice> slice(Slice.Key key) {
        return Optional.ofNullable(slices.get(key));
    }

    @Override
    public Cursor<Slice> slices(AccountId account, AssetId asset, Bucket bucket, LotPosition from) {
        return cursor(stored(account, asset, bucket, from).filter(slice -> !isReserved(slice)));
    }

    @Override
    public Cursor<Slice> reservedSlices(AccountId account, AssetId asset, LotPosition from) {
        return cursor(stored(account, asset, Bucket.HELD, from).filter(this::isReserved));
    }

    private Stream<Slice> stored(AccountId account, AssetId asset, Bucket bucket, LotPosition from) {
        var first = new Slice.Key(account, asset, bucket, from, Optional.empty());
        return slices.tailMap(first, true).values().stream()
                .takeWhile(slice -> slice.key().account().equals(account)
                        && slice.key().asset().equals(asset)
                        && slice.key().bucket() == bucket);
    }

    private boolean isReserved(Slice slice) {
        var key = slice.key();
        return key.hold()
                .map(hold -> holds.get(new HoldState.Key(key.account(), key.asset(), hold)))
                .filter(HoldState::isReserve)
                .isPresent();
    }

    @Override
    public Cursor<Slice> slicesUnder(AccountId account, AssetId asset, HoldId hold) {
        return cursor(slices.values().stream()
                .filter(slice -> slice.key().account().equals(account)
                        && slice.key().asset().equals(asset)
                        && slice.key().hold().equals(Optional.of(hold))));
    }

    @Override
    public Cursor<Lot> finishedLots(AccountId account, AssetId asset, LotPosition from) {
        return cursor(lots.values().stream()
                .filter(lot -> lot.account().equals(account)
                        && lot.asset().equals(asset)
                        && lot.finish().isPresent()
                        && lot.position().compareTo(from) >= 0)
                .sorted(comparing(Lot::position)));
    }

    @Override
    public Optional<HoldState> hold(AccountId account, AssetId asset, HoldId hold) {
        return Optional.ofNullable(holds.get(new HoldState.Key(account, asset, hold)));
    }

    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return holds(account, asset, from, hold -> hold.isOpen() && !hold.isReserve());
    }

    @Override
    public Cursor<HoldState> openReserveHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return holds(account, asset, from, hold -> hold.isOpen() && hold.isReserve());
    }

    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, String referenceId) {
        return holds(
                account,
                asset,
                Optional.empty(),
                hold -> hold.isOpen() && hold.referenceId().equals(Optional.of(referenceId)));
    }

    @Override
    public Cursor<HoldState> closedHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return holds(account, asset, from, hold -> !hold.isOpen());
    }

    private Cursor<HoldState> holds(
            AccountId account, AssetId asset, Optional<HoldId> from, Predicate<HoldState> wanted) {
        var first = new HoldState.Key(account, asset, from.orElse(new HoldId(FIRST_ID)));
        return cursor(holds.tailMap(first, true).values().stream()
                .takeWhile(hold -> hold.key().account().equals(account)
                        && hold.key().asset().equals(asset))
                .filter(wanted));
    }

    @Override
    public Cursor<Expectation> expectations(AccountId group) {
        return cursor(
                expectations.stream().filter(expectation -> expectation.group().equals(group)));
    }

    /** Notes that value may still come to a group, as the topology does that tells other partitions of it. */
    public void expect(Expectation expectation) {
        expectations.add(expectation);
    }

    /** It has come, or will not. */
    public void expectNoMore(EntryId request) {
        expectations.removeIf(expectation -> expectation.entry().equals(request));
    }

    @Override
    public ReserveView reserves() {
        return reserves;
    }

    @Override
    public Cursor<DueItem> due(AccountId account, AssetId asset) {
        return cursor(due.stream()
                .filter(item -> item.account().equals(account) && item.asset().equals(asset)));
    }

    private static <T> Cursor<T> cursor(Stream<T> rows) {
        var iterator = rows.iterator();
        return new Cursor<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public T next() {
                return iterator.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
