package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.EarlierEntries;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.ledger.topology.JournalChain;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One partition's journal, read as an auditor does: the chain, the sums, and nothing that the ledger says elsewhere. What
 * entries touched since the last look is told, so that only that has to be compared with the rows.
 */
final class JournalAudit {

    private final int partition;
    private final Predicate<AccountId> isHere;
    private final Correspondence asked;
    private final Duration retention;
    private final Map<AssetId, InventoryMode> modes = new HashMap<>();
    private final Map<Balance.Key, PotSums> pots = new HashMap<>();
    private final Map<SystemKey, BigDecimal> system = new HashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<AccountId, List<Object>> versions = new HashMap<>();
    private final Map<EntryId, Left> leftBy = new HashMap<>();
    private final Map<AccountId, List<EntryId>> transfers = new HashMap<>();
    private final ReversalAudit reversals = new ReversalAudit();
    private final EarlierEntries earlier = new EarlierEntries();
    private final Map<Cause, Instant> booked = new HashMap<>();
    private final ReserveAudit reserves = new ReserveAudit();
    private final ExpiryAudit expiries = new ExpiryAudit();
    private final Set<Balance.Key> touched = new LinkedHashSet<>();
    private String lastHash = JournalRecord.FIRST_PREVIOUS_HASH;
    private Instant lastTime = Instant.MIN;

    /** The value left in the buckets of an account and asset. */
    record Left(BigDecimal available, BigDecimal held, BigDecimal deferred) {

        boolean isSame(Amount nowAvailable, Amount nowHeld, Amount nowDeferred) {
            return available.compareTo(nowAvailable.value()) == 0
                    && held.compareTo(nowHeld.value()) == 0
                    && deferred.compareTo(nowDeferred.value()) == 0;
        }
    }

    private record Cause(AccountId account, IdempotencyKey key, EntryType type) {}

    /**
     * @param isHere whether this partition serves the account
     * @param retention how long a request's key is remembered
     */
    JournalAudit(int partition, Predicate<AccountId> isHere, Correspondence asked, Duration retention) {
        this.partition = partition;
        this.isHere = isHere;
        this.asked = asked;
        this.retention = retention;
    }

    /** The next record of the partition's journal. */
    JournalRecord read(byte[] value) {
        var link = SimulatedCluster.FORMATS.journal().read(value);
        BrokenInvariant.unless(link.partition() == partition, "A link is on its partition", link);
        BrokenInvariant.unless(link.sequence() == entries.size(), "No link is missing", link);
        BrokenInvariant.unless(link.previousHash().equals(lastHash), "Each link has the hash of the one before", link);
        lastHash = JournalChain.hash(value);
        var entry = link.entry();
        BrokenInvariant.unless(!entry.recordedAt().isBefore(lastTime), "Time never goes back", entry);
        lastTime = entry.recordedAt();
        earlier.fault(entry).ifPresent(fault -> BrokenInvariant.unless(false, fault, entry));
        BrokenInvariant.unless(Asker.isNamedBy(entry), "An entry names who asked for it, or time", entry);
        isBookedOnce(entry);
        BrokenInvariant.unless(
                mayBeAnywhere(entry) || isHere.test(entry.accountId()), "An account is on its partition", entry);
        entry.facts().forEach(fact -> fact(entry, fact));
        expiries.read(entry);
        if (isHere.test(entry.accountId())) {
            reversals.read(entry, this::isWallet);
        }
        var sums = new HashMap<AssetId, BigDecimal>();
        var availableBefore = new HashMap<Balance.Key, BigDecimal>();
        for (var posting : entry.postings()) {
            sums.merge(posting.assetId(), posting.amount().value(), BigDecimal::add);
            post(entry, posting, availableBefore);
        }
        sums.values()
                .forEach(sum ->
                        BrokenInvariant.unless(sum.signum() == 0, "An entry sums to zero for each asset", entry));
        availableBefore.forEach((pot, before) -> mayBeNegative(entry, pot, before));
        entry.assetId().ifPresent(asset -> leftBy.put(entry.id(), leftOn(entry.accountId(), asset)));
        reserves.read(entry);
        entries.add(entry);
        return link;
    }

    /**
     * What a request does it does once, for as long as its key is remembered: by the clock of its own account's partition. What
     * others book of it is told by the value that is on its way.
     */
    private void isBookedOnce(JournalEntry entry) {
        entry.idempotencyKey().filter(key -> isHere.test(entry.accountId())).ifPresent(key -> {
            var before = booked.put(new Cause(entry.accountId(), key, entry.type()), entry.recordedAt());
            BrokenInvariant.unless(
                    before == null || before.plus(retention).isBefore(entry.recordedAt()),
                    "A request is booked once",
                    entry);
        });
    }

    /** The catalogue is everywhere, and what others book of a request names the account whose request it is. */
    private static boolean mayBeAnywhere(JournalEntry entry) {
        return entry.type() == EntryType.PROGRAM_STORED
                || entry.type() == EntryType.ASSET_STORED
                || entry.postings().stream()
                        .anyMatch(posting -> posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_TRANSIT)));
    }

    private void fact(JournalEntry entry, Fact fact) {
        switch (fact) {
            case Fact.AssetStored(var asset) -> {
                modes.put(asset.id(), asset.inventoryMode());
                store(entry.accountId(), asset);
            }
            case Fact.ProgramStored(var program) -> store(entry.accountId(), program);
            case Fact.ParticipantStored(var participant) -> store(entry.accountId(), participant);
            case Fact.GroupStored(var group) -> store(entry.accountId(), group);
            case Fact.TransferMade made ->
                transfers
                        .computeIfAbsent(entry.accountId(), unseen -> new ArrayList<>())
                        .add(entry.id());
            default -> {}
        }
    }

    /** The transfers that an account has made or begun to make. */
    List<EntryId> transfersOf(AccountId account) {
        return transfers.getOrDefault(account, List.of());
    }

    ReversalAudit reversals() {
        return reversals;
    }

    private void store(AccountId id, Object version) {
        versions.computeIfAbsent(id, unknown -> new ArrayList<>()).add(version);
    }

    private void post(JournalEntry entry, Posting posting, Map<Balance.Key, BigDecimal> availableBefore) {
        var amount = posting.amount().value();
        posting.systemAccount()
                .ifPresent(account -> system.merge(new SystemKey(account, posting.assetId()), amount, BigDecimal::add));
        posting.accountId().ifPresent(account -> {
            BrokenInvariant.unless(isHere.test(account), "An account is on its partition", entry);
            var pot = new Balance.Key(account, posting.assetId());
            var sums = pots.computeIfAbsent(
                    pot, unknown -> new PotSums(isWallet(account) ? InventoryMode.SIMPLE : modes.get(pot.asset())));
            availableBefore.putIfAbsent(pot, sums.in(Bucket.AVAILABLE));
            sums.add(posting);
            touched.add(pot);
        });
    }

    /** An account goes below zero, or further below, only by a request that says it may. */
    private void mayBeNegative(JournalEntry entry, Balance.Key pot, BigDecimal before) {
        var sums = pots.get(pot);
        var after = sums.in(Bucket.AVAILABLE);
        BrokenInvariant.unless(
                after.signum() >= 0
                        || after.compareTo(before) >= 0
                        || asked.mayOverdraw(pot.account(), entry.idempotencyKey()),
                "AVAILABLE goes below zero only where that was allowed",
                entry);
        BrokenInvariant.unless(sums.in(Bucket.HELD).signum() >= 0, "HELD is never negative", entry);
        BrokenInvariant.unless(sums.in(Bucket.DEFERRED).signum() >= 0, "DEFERRED is never negative", entry);
    }

    /** Wallets have no lots, whatever the asset. */
    private boolean isWallet(AccountId account) {
        return versions.getOrDefault(account, List.of()).stream().anyMatch(Program.class::isInstance);
    }

    /** What the journal says of reserves. */
    ReserveAudit reserves() {
        return reserves;
    }

    /** What entries have touched since this was last asked. */
    Set<Balance.Key> takeTouched() {
        var taken = new HashSet<>(touched);
        touched.clear();
        return taken;
    }

    Map<Balance.Key, PotSums> pots() {
        return pots;
    }

    Map<SystemKey, BigDecimal> system() {
        return system;
    }

    List<JournalEntry> entries() {
        return entries;
    }

    /** The versions of each program, asset, participant and group, in the order in which they were booked here. */
    Map<AccountId, List<Object>> versions() {
        return versions;
    }

    /** What an entry left on the account and asset that it is about; empty for one that is not in the journal. */
    Optional<Left> leftBy(EntryId entry) {
        return Optional.ofNullable(leftBy.get(entry));
    }

    /** What there is on an account by now. */
    Left leftOn(AccountId account, AssetId asset) {
        var sums = Optional.ofNullable(pots.get(new Balance.Key(account, asset)));
        return new Left(
                sums.map(pot -> pot.in(Bucket.AVAILABLE)).orElse(BigDecimal.ZERO),
                sums.map(pot -> pot.in(Bucket.HELD)).orElse(BigDecimal.ZERO),
                sums.map(pot -> pot.in(Bucket.DEFERRED)).orElse(BigDecimal.ZERO));
    }

    String lastHash() {
        return lastHash;
    }
}
