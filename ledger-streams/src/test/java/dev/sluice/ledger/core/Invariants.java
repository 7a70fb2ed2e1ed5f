package dev.sluice.ledger.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The invariants of the books, computed from the journal alone with plain sums and compared with the rows. They share no rule
 * with the evolvers: what they know of a lot or a hold is what the journal says of it.
 */
public final class Invariants {

    private record Pot(AccountId account, AssetId asset) {}

    private record Place(Pot pot, Bucket bucket, LotId lot, Optional<HoldId> hold) {}

    private record OpenedHold(Pot pot, Fact.HoldOpened fact, Instant at) {}

    private final InMemoryLedger.State state;
    private final List<JournalEntry> journal;
    private final Map<AssetId, InventoryMode> modes = new HashMap<>();
    private final Map<LotId, Fact.LotOpened> lots = new HashMap<>();
    private final Map<LotId, Pot> lotOwners = new HashMap<>();
    private final Map<HoldId, OpenedHold> holds = new HashMap<>();
    private final Map<String, BigDecimal> buckets = new HashMap<>();
    private final Map<Place, BigDecimal> slices = new HashMap<>();
    private final Map<Pot, BigDecimal> debts = new HashMap<>();
    private final Map<HoldId, BigDecimal> remaining = new HashMap<>();
    private final Map<String, BigDecimal> leftHolds = new HashMap<>();
    private final Map<LotId, BigDecimal> leftInLots = new HashMap<>();
    private final Map<String, BigDecimal> system = new HashMap<>();
    private final Set<AccountId> wallets = new HashSet<>();
    private final Set<Pot> overdrawn = new HashSet<>();
    private final ReserveInvariants reserves = new ReserveInvariants();
    private final EarlierEntries earlier = new EarlierEntries();
    private Instant last = Instant.MIN;

    private Invariants(InMemoryLedger ledger) {
        this.state = ledger.state();
        this.journal = ledger.journal();
        journal.forEach(this::read);
    }

    /** Checks the rows of a ledger of one partition against the journal. */
    public static void check(InMemoryLedger ledger) {
        var sums = new Invariants(ledger);
        sums.check();
        sums.nothingIsOnItsWay();
    }

    /** Checks the rows of one partition of several, which may have given to others or got from them. */
    public static void checkOneOfSeveral(InMemoryLedger ledger) {
        new Invariants(ledger).check();
    }

    private void check() {
        balancesAreTheSumsOfTheirPostings();
        slicesAreTheSumsOfTheirPostings();
        lotsAreWhatTheJournalSays();
        holdsAreWhatTheJournalSays();
        ReversibleDebitInvariants.check(state.reversibleDebits(), journal);
        reserves.check(state.reserves(), state.holds());
        dueItemsFollowFromTheRows();
        eachBalanceAgreesWithItsRows();
        noBucketIsNegativeUnlessOverdrawn();
        noWalletIsNegative();
        eachAssetSumsToZero();
    }

    /** Checks that reading the journal from its beginning gives the very same rows, to the last zero. */
    public static void checkFold(InMemoryLedger ledger) {
        var state = ledger.state();
        var folded = InMemoryLedger.folded(ledger.journal()).state();
        assertThat(folded).isEqualTo(state);
        assertThat(folded.toString()).isEqualTo(state.toString());
    }

    private void read(JournalEntry entry) {
        must(!entry.recordedAt().isBefore(last), "Time never goes back", entry);
        last = entry.recordedAt();
        earlier.fault(entry).ifPresent(fault -> must(false, fault, entry));
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.AssetStored stored ->
                    modes.put(stored.asset().id(), stored.asset().inventoryMode());
                case Fact.LotOpened opened -> {
                    must(lots.put(opened.lotId(), opened) == null, "A lot is opened once", entry);
                    lotOwners.put(
                            opened.lotId(), new Pot(opened.accountId().orElse(entry.accountId()), opened.assetId()));
                }
                case Fact.HoldOpened opened -> {
                    var pot = new Pot(opened.accountId().orElse(entry.accountId()), opened.assetId());
                    var hold = new OpenedHold(pot, opened, entry.recordedAt());
                    must(holds.put(opened.holdId(), hold) == null, "A hold is opened once", entry);
                }
                case Fact.HoldCaptured captured -> {
                    must(entry.type() == EntryType.CAPTURE, "Only a capture captures", entry);
                    var pot = new Pot(entry.accountId(), captured.assetId());
                    must(pot.equals(holds.get(captured.holdId()).pot()), "A hold is its account's", entry);
                    var units = captured.amount().value();
                    must(units.signum() > 0, "A capture takes something", entry);
                    add(leftHolds, captured.holdId() + "/DEBIT", units);
                    add(leftHolds, captured.holdId() + "/RELEASE", units.negate());
                }
                case Fact.TransferMade made -> {}
                case Fact.TransferRefused refused -> {}
                case Fact.ConsumptionReversed reversed -> {}
                case Fact.ProgramStored stored ->
                    wallets.add(stored.program().id().account());
                case Fact.ParticipantStored stored -> {}
                case Fact.GroupStored stored -> {}
                case Fact.ReserveHoldStored stored -> reserves.read(entry, stored);
                case Fact.ReserveReleased released -> reserves.read(entry, released);
                case Fact.ReservePlanStored stored -> reserves.read(entry, stored);
            }
        }
        var sums = new HashMap<AssetId, BigDecimal>();
        for (var posting : entry.postings()) {
            var amount = posting.amount().value();
            must(amount.signum() != 0, "A posting moves something", entry);
            sums.merge(posting.assetId(), amount, BigDecimal::add);
            must(
                    posting.accountId().isPresent() != posting.systemAccount().isPresent(),
                    "A posting is on an account or a system account",
                    entry);
            posting.systemAccount().ifPresent(account -> add(system, account + "/" + posting.assetId(), amount));
            posting.accountId().ifPresent(account -> read(entry, posting, new Pot(account, posting.assetId())));
        }
        sums.values().forEach(sum -> must(sum.signum() == 0, "An entry sums to zero for each asset", entry));
    }

    private void read(JournalEntry entry, Posting posting, Pot pot) {
        var amount = posting.amount().value();
        var bucket = posting.bucket().orElseThrow();
        add(buckets, bucketName(pot, bucket), amount);
        must((bucket == Bucket.HELD) == posting.holdId().isPresent(), "HELD is always under a hold", entry);
        if (posting.lotId().isPresent()) {
            must(pot.equals(lotOwners.get(posting.lotId().get())), "A lot is its account's", entry);
            add(slices, new Place(pot, bucket, posting.lotId().get(), posting.holdId()), amount);
            add(leftInLots, posting.lotId().get(), amount);
        } else {
            var isLotAsset = modes.get(pot.asset()) == InventoryMode.LOT && !wallets.contains(pot.account());
            must(!isLotAsset || bucket == Bucket.AVAILABLE, "Only a debt is without a lot", entry);
            if (isLotAsset) {
                add(debts, pot, amount.negate());
            }
            if (entry.type() == EntryType.DEBIT && bucket == Bucket.AVAILABLE) {
                overdrawn.add(pot);
            }
        }
        posting.holdId().ifPresent(hold -> {
            must(pot.equals(holds.get(hold).pot()), "A hold is its account's", entry);
            add(remaining, hold, amount);
            if (amount.signum() < 0) {
                add(leftHolds, hold + "/" + wayOut(entry.type()), amount.negate());
            }
        });
    }

    /** What a capture takes out counts as released, but for what its facts say was captured. */
    private static String wayOut(EntryType type) {
        return switch (type) {
            case HOLD_EXPIRY, VOID_HOLD, CAPTURE, RESERVE_RELEASE -> EntryType.RELEASE.name();
            default -> type.name();
        };
    }

    private void balancesAreTheSumsOfTheirPostings() {
        var known = new HashSet<String>();
        for (var balance : state.balances()) {
            var pot = potOf(balance);
            for (var bucket : Bucket.values()) {
                known.add(bucketName(pot, bucket));
                same(balance.in(bucket).value(), buckets.get(bucketName(pot, bucket)), "a bucket", balance);
            }
            same(balance.debt().value(), debts.get(pot), "the debt", balance);
        }
        assertThat(known).as("balances").containsAll(buckets.keySet());
        var shards = new HashSet<String>();
        system.forEach((account, sum) -> shards.add(account + "=" + sum.toPlainString()));
        assertThat(new HashSet<>(state.system())).as("system accounts").isEqualTo(shards);
    }

    private void slicesAreTheSumsOfTheirPostings() {
        var expected = new HashMap<>(slices);
        expected.values().removeIf(sum -> sum.signum() == 0);
        for (var slice : state.slices()) {
            var place = new Place(
                    new Pot(slice.key().account(), slice.key().asset()),
                    slice.key().bucket(),
                    slice.lot(),
                    slice.key().hold());
            must(slice.remaining().isPositive(), "A slice has something in it", slice);
            same(slice.remaining().value(), expected.remove(place), "a slice", slice);
            var lot = lots.get(slice.lot());
            must(slice.key().position().equals(positionOf(lot)), "A slice stands at its lot's place", slice);
            must(slice.expiresAt().equals(lot.expiresAt()), "A slice knows its lot's expiry", slice);
            must(slice.referenceId().equals(lot.referenceId()), "A slice knows its lot's reference", slice);
        }
        assertThat(expected).as("slices that are missing").isEmpty();
    }

    private void lotsAreWhatTheJournalSays() {
        assertThat(state.lots()).hasSize(lots.size());
        for (var lot : state.lots()) {
            var opened = lots.get(lot.id());
            var left = leftInLots.getOrDefault(lot.id(), BigDecimal.ZERO);
            same(lot.remaining().value(), left, "what is left of a lot", lot);
            must(lot.finish().isPresent() == (left.signum() == 0), "A lot ends when nothing is left", lot);
            must(lot.amount().equals(opened.amount()), "A lot's amount never changes", lot);
            must(left.compareTo(opened.amount().value()) <= 0, "A lot never grows", lot);
            must(lot.position().equals(positionOf(opened)), "A lot's place never changes", lot);
            must(lot.expiresAt().equals(opened.expiresAt()), "A lot's expiry never changes", lot);
            must(lot.maturesAt().equals(opened.maturesAt()), "A lot's maturity never changes", lot);
        }
    }

    private void holdsAreWhatTheJournalSays() {
        assertThat(state.holds()).hasSize(holds.size());
        for (var hold : state.holds()) {
            var id = hold.key().id();
            var left = remaining.getOrDefault(id, BigDecimal.ZERO);
            same(hold.amount().value(), holds.get(id).fact().amount().value(), "a hold's amount", hold);
            same(hold.remaining().value(), left, "what remains in a hold", hold);
            same(hold.captured().value(), leftHolds.get(id + "/DEBIT"), "what was captured", hold);
            same(hold.released().value(), leftHolds.get(id + "/RELEASE"), "what was released", hold);
            same(hold.forfeited().value(), leftHolds.get(id + "/FORFEIT"), "what was forfeited", hold);
            var sum = hold.remaining().plus(hold.captured()).plus(hold.released());
            must(sum.plus(hold.forfeited()).equals(hold.amount()), "A hold accounts for all its units", hold);
            must((hold.status() == HoldStatus.OPEN) == (left.signum() > 0), "A hold is open while it has units", hold);
            must(hold.createdAt().equals(holds.get(id).at()), "A hold begins with its entry", hold);
        }
    }

    private void dueItemsFollowFromTheRows() {
        var expected = new ArrayList<DueItem>();
        for (var slice : state.slices()) {
            var key = slice.key();
            var lot = slice.lot().value();
            if (key.bucket() == Bucket.AVAILABLE && slice.expiresAt().isPresent()) {
                var at = slice.expiresAt().get();
                expected.add(new DueItem(key.account(), key.asset(), at, DueItem.Kind.LOT_EXPIRY, lot));
            }
            if (key.bucket() == Bucket.DEFERRED) {
                var at = lots.get(slice.lot()).maturesAt().orElseThrow();
                expected.add(new DueItem(key.account(), key.asset(), at, DueItem.Kind.MATURITY, lot));
            }
        }
        for (var hold : state.holds()) {
            var key = hold.key();
            if (hold.isOpen() && hold.expiresAt().isPresent()) {
                var at = hold.expiresAt().get();
                expected.add(new DueItem(
                        key.account(),
                        key.asset(),
                        at,
                        DueItem.Kind.HOLD_EXPIRY,
                        key.id().value()));
            }
        }
        expected.addAll(reserves.dueItems(state.holds()));
        assertThat(state.due()).as("due items").containsExactlyInAnyOrderElementsOf(expected);
    }

    private void eachBalanceAgreesWithItsRows() {
        for (var balance : state.balances()) {
            var pot = potOf(balance);
            var ofPot = state.slices().stream()
                    .filter(slice ->
                            isOf(pot, slice.key().account(), slice.key().asset()))
                    .toList();
            if (modes.get(pot.asset()) == InventoryMode.LOT && !wallets.contains(pot.account())) {
                for (var bucket : Bucket.values()) {
                    var debt = bucket == Bucket.AVAILABLE ? balance.debt().value() : BigDecimal.ZERO;
                    var sum = sum(ofPot, bucket).subtract(debt);
                    same(balance.in(bucket).value(), sum, "a bucket's slices less debt", balance);
                }
                must(
                        balance.debt().isZero() || sum(ofPot, Bucket.AVAILABLE).signum() == 0,
                        "Nothing is AVAILABLE beside a debt",
                        balance);
            }
            var open = state.holds().stream()
                    .filter(hold -> isOf(pot, hold.key().account(), hold.key().asset()) && hold.isOpen())
                    .toList();
            var held = open.stream().map(hold -> hold.remaining().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
            same(balance.held().value(), held, "HELD as the sum of its open holds", balance);
            firstsAreExact(balance, ofPot, open);
        }
    }

    private void firstsAreExact(Balance balance, List<Slice> slices, List<HoldState> open) {
        var reserves = open.stream()
                .filter(HoldState::isReserve)
                .map(hold -> hold.key().id())
                .collect(Collectors.toSet());
        var first = balance.first();
        Predicate<Slice> isReserved =
                slice -> slice.key().hold().filter(reserves::contains).isPresent();
        assertThat(first.available()).as("the first AVAILABLE").isEqualTo(first(slices, Bucket.AVAILABLE, all -> true));
        assertThat(first.held()).as("the first HELD").isEqualTo(first(slices, Bucket.HELD, isReserved.negate()));
        assertThat(first.reserved()).as("the first reserved").isEqualTo(first(slices, Bucket.HELD, isReserved));
        assertThat(first.hold()).as("the first open hold").isEqualTo(first(open, hold -> !hold.isReserve()));
        assertThat(first.reserveHold()).as("the first of reserves").isEqualTo(first(open, HoldState::isReserve));
        assertThat(first.due())
                .as("the first due")
                .isEqualTo(state.due().stream()
                        .filter(item -> isOf(potOf(balance), item.account(), item.asset()))
                        .findFirst());
        var lastSequence = state.lots().stream()
                .filter(lot -> isOf(potOf(balance), lot.account(), lot.asset()))
                .mapToLong(lot -> lot.position().sequence())
                .max()
                .orElse(0);
        assertThat(balance.lastSequence()).as("lastSequence").isEqualTo(lastSequence);
    }

    private void noBucketIsNegativeUnlessOverdrawn() {
        for (var balance : state.balances()) {
            must(!balance.held().isNegative(), "HELD is not negative", balance);
            must(!balance.deferred().isNegative(), "DEFERRED is not negative", balance);
            must(
                    !balance.available().isNegative() || overdrawn.contains(potOf(balance)),
                    "AVAILABLE is only negative after an overdraft",
                    balance);
        }
    }

    /** Whoever overdraws an account gives to the wallet, and who draws on the wallet is refused what it has not. */
    private void noWalletIsNegative() {
        state.balances().stream()
                .filter(balance -> wallets.contains(balance.key().account()))
                .forEach(balance -> {
                    must(!balance.available().isNegative(), "A wallet is not negative", balance);
                    must(
                            balance.held().isZero()
                                    && balance.deferred().isZero()
                                    && balance.debt().isZero(),
                            "A wallet is AVAILABLE only",
                            balance);
                });
    }

    /** On one partition alone each transfer is one entry. */
    private void nothingIsOnItsWay() {
        system.forEach((account, sum) -> must(
                sum.signum() == 0 || !account.startsWith(SystemAccount.SYSTEM_TRANSIT + "/"),
                "Nothing is on its way between partitions, since there is one",
                account));
    }

    /** What the rows of all accounts and system accounts have of an asset, one and the other, is nothing. */
    private void eachAssetSumsToZero() {
        var sums = new HashMap<String, BigDecimal>();
        for (var balance : state.balances()) {
            var all = balance.available().plus(balance.held()).plus(balance.deferred());
            add(sums, balance.key().asset().toString(), all.value());
        }
        for (var shard : state.system()) {
            var asset = shard.substring(shard.indexOf('/') + 1, shard.indexOf('='));
            add(sums, asset, new BigDecimal(shard.substring(shard.indexOf('=') + 1)));
        }
        sums.forEach((asset, sum) -> must(sum.signum() == 0, "Each asset sums to zero over all accounts", asset));
    }

    private static LotPosition positionOf(Fact.LotOpened lot) {
        return new LotPosition(lot.createdAt(), lot.sequence());
    }

    private static Optional<HoldId> first(List<HoldState> open, Predicate<HoldState> wanted) {
        return open.stream().filter(wanted).map(hold -> hold.key().id()).min(Comparator.naturalOrder());
    }

    private static Optional<LotPosition> first(List<Slice> slices, Bucket bucket, Predicate<Slice> wanted) {
        return slices.stream()
                .filter(slice -> slice.key().bucket() == bucket && wanted.test(slice))
                .map(slice -> slice.key().position())
                .min(Comparator.naturalOrder());
    }

    private static BigDecimal sum(List<Slice> slices, Bucket bucket) {
        return slices.stream()
                .filter(slice -> slice.key().bucket() == bucket)
                .map(slice -> slice.remaining().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isOf(Pot pot, AccountId account, AssetId asset) {
        return pot.account().equals(account) && pot.asset().equals(asset);
    }

    private static Pot potOf(Balance balance) {
        return new Pot(balance.key().account(), balance.key().asset());
    }

    private static String bucketName(Pot pot, Bucket bucket) {
        return pot.account() + "/" + pot.asset() + "/" + bucket;
    }

    private static <K> void add(Map<K, BigDecimal> sums, K key, BigDecimal amount) {
        sums.merge(key, amount, BigDecimal::add);
    }

    /** A sum that nothing was added to is zero. */
    private static void same(BigDecimal actual, @Nullable BigDecimal expected, String what, Object row) {
        var sum = expected == null ? BigDecimal.ZERO : expected;
        if (actual.compareTo(sum) != 0) {
            throw new AssertionError("Broken invariant: by the journal %s is %s, but got %s".formatted(what, sum, row));
        }
    }

    private static void must(boolean holds, String rule, Object subject) {
        if (!holds) {
            throw new AssertionError("Broken invariant: %s, but got %s".formatted(rule, subject));
        }
    }
}
