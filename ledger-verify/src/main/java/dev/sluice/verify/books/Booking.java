package dev.sluice.verify.books;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The booking of one entry: its postings are added to balances, lots and holds, and what they make of them is checked. */
final class Booking {

    private static final Set<EntryType> SPENDING = Set.of(
            EntryType.HOLD,
            EntryType.DEBIT,
            EntryType.CAPTURE,
            EntryType.TRANSFER,
            EntryType.TRANSFER_SET_ASIDE,
            EntryType.BURN);

    private final Findings findings;
    private final Entry entry;
    private final Map<PotKey, Touched> touched = new LinkedHashMap<>();
    private final Set<UUID> lots = new HashSet<>();
    private final Set<UUID> opened = new HashSet<>();
    private final Map<UUID, BigDecimal> openedReserves = new HashMap<>();
    private final Map<UUID, BigDecimal> leftReserves = new HashMap<>();
    private final Set<UUID> openers = new HashSet<>();

    /** An account and asset. */
    record PotKey(UUID account, UUID asset) {}

    /** A pot of the entry, and what was in it before. */
    record Touched(
            Pot pot, BigDecimal availableBefore, BigDecimal totalBefore, Map<UUID, Lot> lots, Map<UUID, Hold> holds) {

        Touched(Pot pot) {
            this(pot, pot.available, pot.total(), new HashMap<>(2), new HashMap<>(2));
        }
    }

    Booking(Findings findings, Entry entry) {
        this.findings = findings;
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    Map<PotKey, Touched> touched() {
        return touched;
    }

    Map<UUID, BigDecimal> openedReserves() {
        return openedReserves;
    }

    Map<UUID, BigDecimal> leftReserves() {
        return leftReserves;
    }

    Touched touch(PotKey key, Pot pot) {
        return touched.computeIfAbsent(key, unseen -> new Touched(pot));
    }

    /** A lot that the entry opened. */
    void open(Touched in, Lot lot, long sequence) {
        var pot = in.pot();
        findings.unless(!pot.lots().containsKey(lot.id), Rule.LOT, entry.place(), "a new lot", lot.id);
        findings.unless(pot.hasLots, Rule.LOT, entry.place(), "lots of LOT assets only", lot.id);
        // A transfer has the time of its source, which another partition may not have reached.
        findings.unless(
                lot.createdAt <= entry.at() || entry.touches(Side.SYSTEM_TRANSIT),
                Rule.TIME,
                entry.place(),
                "a vintage that is not in the future",
                lot.createdAt);
        findings.unless(
                sequence == pot.lastSequence + 1 || (pot.lastSequence < 0 && sequence == 1),
                Rule.LOT,
                entry.place(),
                () -> "the sequence after that of the lot before, %d".formatted(pot.lastSequence + 1),
                sequence);
        pot.lastSequence = sequence;
        pot.open(lot);
        in.lots().put(lot.id, lot);
        opened.add(lot.id);
    }

    /** A hold that the entry opened. */
    void open(Touched in, UUID id, Hold hold) {
        findings.unless(!in.pot().holds().containsKey(id), Rule.HOLD, entry.place(), "a new hold", id);
        in.pot().open(id, hold);
        opened.add(id);
        if (hold.isOfReserve()) {
            openedReserves.put(id, hold.amount);
        }
    }

    void post(Touched in, Posting posting) {
        in.pot().add(posting);
        if (in.pot().hasLots) {
            postToLot(in, posting);
        } else {
            findings.unless(posting.lot().isEmpty(), Rule.LOT, entry.place(), "no lot of what has none", posting);
        }
        posting.hold().ifPresent(hold -> postToHold(in, hold, posting));
    }

    private void postToLot(Touched in, Posting posting) {
        var pot = in.pot();
        if (posting.lot().isEmpty()) {
            findings.unless(
                    posting.side() == Side.AVAILABLE,
                    Rule.LOT,
                    entry.place(),
                    "a lot wherever value of a LOT asset is, but for a debt",
                    posting);
            pot.debt = pot.debt.subtract(posting.amount());
            return;
        }
        var id = posting.lot().get();
        var lot = pot.lots().get(id);
        if (lot == null) {
            findings.add(Rule.LOT, entry.place(), "a lot that the account has of the asset", id);
            return;
        }
        lots.add(id);
        in.lots().put(id, lot);
        lot.add(posting);
        if (posting.side() == Side.AVAILABLE) {
            pot.availableInLots = pot.availableInLots.add(posting.amount());
            checkSpendable(posting, lot);
        }
    }

    /** Expired value is never spent, and deferred value only matures when its time has come. */
    private void checkSpendable(Posting posting, Lot lot) {
        if (!posting.comesIn() && SPENDING.contains(entry.type()) && !opened.contains(lot.id)) {
            findings.unless(
                    !lot.isExpired(entry.at()), Rule.TIME, entry.place(), "nothing expired to be spent", lot.id);
        }
        if (!posting.comesIn() && entry.type() == EntryType.EXPIRY) {
            findings.unless(
                    lot.isExpired(entry.at()), Rule.TIME, entry.place(), "no lot to expire before its time", lot.id);
        }
        if (posting.comesIn() && entry.type() == EntryType.MATURITY) {
            findings.unless(
                    lot.maturesAt.isPresent() && lot.maturesAt.get() <= entry.at(),
                    Rule.TIME,
                    entry.place(),
                    "no lot to mature before its time",
                    lot.id);
        }
    }

    private void postToHold(Touched in, UUID id, Posting posting) {
        var hold = in.pot().holds().get(id);
        if (hold == null) {
            findings.add(Rule.HOLD, entry.place(), "an open hold of the account and asset", id);
            return;
        }
        in.pot().underHolds = in.pot().underHolds.add(posting.amount());
        in.holds().put(id, hold);
        hold.remaining = hold.remaining.add(posting.amount());
        findings.unless(
                !posting.comesIn() || opened.contains(id),
                Rule.HOLD,
                entry.place(),
                "a hold that only ever gives",
                posting);
        if (!posting.comesIn() && !opened.contains(id)) {
            openers.add(hold.openedBy);
            if (hold.isOfReserve()) {
                leftReserves.merge(id, posting.amount().negate(), BigDecimal::add);
            }
            findings.unless(
                    entry.type() != EntryType.HOLD_EXPIRY
                            || (hold.expiresAt.isPresent() && hold.expiresAt.get() <= entry.at()),
                    Rule.TIME,
                    entry.place(),
                    "no hold to run out before its time",
                    id);
        }
    }

    /** When all postings are booked. */
    void check() throws UnreadableException {
        for (var each : touched.values()) {
            checkBuckets(each);
            each.lots().values().forEach(this::checkLot);
            checkOpened(each);
            each.holds().forEach((id, hold) -> checkHold(each.pot(), id, hold));
        }
        checkFollows();
        checkCaptured();
        for (var posting : entry.postings()) {
            findings.unless(
                    posting.side().isOfAccount()
                            || posting.lot().isEmpty()
                            || lots.contains(posting.lot().get()),
                    Rule.LOT,
                    entry.place(),
                    "a system account's posting to name a lot of the entry",
                    posting);
        }
    }

    private void checkBuckets(Touched each) {
        var pot = each.pot();
        findings.unless(
                pot.held.signum() >= 0 && pot.deferred.signum() >= 0,
                Rule.BALANCE,
                entry.place(),
                "HELD and DEFERRED never below zero",
                pot.buckets());
        findings.unless(
                !overdraws(each) || entry.type() == EntryType.DEBIT,
                Rule.BALANCE,
                entry.place(),
                () -> "AVAILABLE to go below zero only by a debit; it was "
                        + each.availableBefore().toPlainString(),
                pot.buckets());
        findings.unless(
                pot.debt.signum() >= 0 && (pot.debt.signum() == 0 || pot.availableInLots.signum() == 0),
                Rule.LOT,
                entry.place(),
                "a debt only where nothing is left in lots",
                "a debt of %s beside %s".formatted(pot.debt.toPlainString(), pot.availableInLots.toPlainString()));
        findings.unless(
                pot.underHolds.compareTo(pot.held) == 0,
                Rule.HOLD,
                entry.place(),
                () -> "HELD to be what is under holds, " + pot.underHolds.toPlainString(),
                pot.buckets());
    }

    private static boolean overdraws(Touched each) {
        var available = each.pot().available;
        return available.signum() < 0 && available.compareTo(each.availableBefore()) < 0;
    }

    /** Whether it took more than there was: whoever asked for it must have allowed that. */
    boolean overdraws() {
        return touched.values().stream().anyMatch(Booking::overdraws);
    }

    private void checkLot(Lot lot) {
        var isPositive = lot.available.signum() >= 0
                && lot.deferred.signum() >= 0
                && lot.held().values().stream().allMatch(slice -> slice.signum() > 0);
        findings.unless(
                isPositive && lot.remaining().compareTo(lot.amount) <= 0,
                Rule.LOT,
                entry.place(),
                () -> "the slices of lot %s to be from zero to its amount, %s"
                        .formatted(lot.id, lot.amount.toPlainString()),
                "%s available, %s deferred, %s held"
                        .formatted(
                                lot.available.toPlainString(),
                                lot.deferred.toPlainString(),
                                lot.held().values()));
    }

    /** What comes in as new lots is what they are opened with: in slices, as the debt that it repays, or expired on its way. */
    private void checkOpened(Touched each) {
        var amounts = BigDecimal.ZERO;
        for (var lot : each.lots().values()) {
            amounts = opened.contains(lot.id) ? amounts.add(lot.amount) : amounts;
        }
        if (amounts.signum() > 0) {
            var expired = entry.sum(posting -> posting.side() == Side.SYSTEM_BREAKAGE
                    && posting.lot().filter(each.lots()::containsKey).isPresent());
            var cameIn = each.pot().total().subtract(each.totalBefore()).add(expired);
            findings.unless(
                    amounts.compareTo(cameIn) == 0,
                    Rule.LOT,
                    entry.place(),
                    () -> "new lots of what came in, " + cameIn.toPlainString(),
                    amounts.toPlainString());
        }
    }

    private void checkHold(Pot pot, UUID id, Hold hold) {
        findings.unless(
                hold.remaining.signum() >= 0 && hold.remaining.compareTo(hold.amount) <= 0,
                Rule.HOLD,
                entry.place(),
                () -> "hold %s to have from zero to its amount, %s".formatted(id, hold.amount.toPlainString()),
                hold.remaining.toPlainString());
        findings.unless(
                !opened.contains(id) || hold.remaining.compareTo(hold.amount) == 0,
                Rule.HOLD,
                entry.place(),
                () -> "hold %s to be opened with its amount, %s".formatted(id, hold.amount.toPlainString()),
                hold.remaining.toPlainString());
        if (hold.remaining.signum() == 0) {
            pot.end(id);
        }
    }

    /** Entries of the first release name nobody, neither an actor nor what they follow. */
    private void checkFollows() throws UnreadableException {
        if (!entry.tree().has("actor")) {
            return;
        }
        if (entry.type().isRestoring()) {
            openers.add(entry.id());
        }
        var named = new HashSet<UUID>();
        for (var earlier : entry.tree().path("follows")) {
            named.add(Trees.id(earlier.asText()));
        }
        findings.unless(
                openers.equals(named),
                Rule.HOLD,
                entry.place(),
                () -> "follows to name the entries that opened the holds, or set aside what is restored, " + openers,
                named);
    }

    private void checkCaptured() throws UnreadableException {
        if (entry.type() != EntryType.CAPTURE) {
            return;
        }
        var captured = BigDecimal.ZERO;
        for (var fact : entry.facts("hold_captured")) {
            var hold = Trees.id(fact, "hold_id");
            var amount = Trees.amount(fact, "amount");
            var left = entry.sum(posting ->
                            posting.hold().isPresent() && posting.hold().get().equals(hold))
                    .negate();
            captured = captured.add(amount);
            findings.unless(
                    amount.compareTo(left) <= 0,
                    Rule.HOLD,
                    entry.place(),
                    () -> "at most the %s that left hold %s to be captured".formatted(left.toPlainString(), hold),
                    amount.toPlainString());
        }
        var redeemed = entry.sum(posting -> posting.side() == Side.SYSTEM_REDEMPTION);
        findings.unless(
                captured.compareTo(redeemed) <= 0,
                Rule.HOLD,
                entry.place(),
                () -> "at most what was redeemed, %s, to be captured".formatted(redeemed.toPlainString()),
                captured.toPlainString());
    }
}
