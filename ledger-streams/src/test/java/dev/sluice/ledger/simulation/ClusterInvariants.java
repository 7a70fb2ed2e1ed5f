package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.Invariants;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.CatalogEntity;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.SystemAccount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;

/** The invariants of all partitions together, at every moment at which anybody can look: after each commit. */
final class ClusterInvariants {

    private final SimulatedCluster cluster;
    private final Correspondence correspondence;
    private final boolean forgets;
    private final List<JournalAudit> audits = new ArrayList<>();
    private final List<ContinuedFold> folds = new ArrayList<>();

    private final TransferAudit transfers = new TransferAudit();

    /** SYSTEM_TRANSIT of each partition. */
    private final List<Map<AssetId, BigDecimal>> transit = new ArrayList<>();

    /** When each partition sent its last record. */
    private final List<Long> lastSent = new ArrayList<>();

    /** What the catalogue's topic says last. */
    private final Map<Bytes, Bytes> published = new HashMap<>();

    ClusterInvariants(SimulatedCluster cluster, Correspondence correspondence, boolean forgets) {
        this.cluster = cluster;
        this.correspondence = correspondence;
        this.forgets = forgets;
        for (var partition = 0; partition < cluster.settings().partitions(); partition++) {
            var own = partition;
            audits.add(new JournalAudit(
                    own,
                    account -> cluster.home(account) == own,
                    correspondence,
                    cluster.settings().retention().outcomes()));
            folds.add(new ContinuedFold(own, forgets));
            transit.add(Map.of());
            lastSent.add(Long.MIN_VALUE);
        }
    }

    JournalAudit audit(int partition) {
        return audits.get(partition);
    }

    /** The types of all entries that were booked. */
    Set<EntryType> entryTypes() {
        return audits.stream()
                .flatMap(audit -> audit.entries().stream())
                .map(JournalEntry::type)
                .collect(Collectors.toSet());
    }

    /** Reads what was committed, and checks all that it may have changed. */
    void check(Committed committed) {
        var answers = new ArrayList<Correspondence.Answer>();
        var comparison = new AnswersAgainstJournal(audits.get(committed.partition()));
        for (var sent : committed.sent()) {
            var last = lastSent.set(committed.partition(), sent.record().timestamp());
            BrokenInvariant.unless(last <= sent.record().timestamp(), "A partition's time never goes back", sent);
            switch (sent.sink()) {
                case Sinks.JOURNAL -> journal(committed.partition(), sent.value());
                case Sinks.REPLIES -> {
                    var answer = correspondence.answered(sent);
                    comparison.check(answer);
                    answers.add(answer);
                }
                case Sinks.CATALOG -> published.put(Bytes.wrap(sent.record().key()), Bytes.wrap(sent.value()));
                case Sinks.DEAD_LETTERS ->
                    BrokenInvariant.unless(
                            false,
                            "Nothing is put aside, since all that is sent is sound",
                            Correspondence.header(sent, Headers.REASON));
                default -> {}
            }
        }
        answers.forEach(answer -> isKnownEverywhere(answer.reply()));
        answers.forEach(answer -> isPaidEverywhere(answer.reply()));
        var view = cluster.partition(committed.partition()).view();
        answers.forEach(answer -> comparison.checkSettled(answer, view));
        rows(committed);
        BrokenInvariant.unless(
                isSame(sum(transit), ValueOnTheWay.in(cluster)),
                "SYSTEM_TRANSIT is what is on the way, " + ValueOnTheWay.in(cluster),
                transit);
    }

    private void journal(int partition, byte[] value) {
        var link = audits.get(partition).read(value);
        folds.get(partition).add(link, audits.get(partition).lastHash());
        transfers.read(link.entry());
    }

    /** After an answer about the catalogue no partition is behind. */
    private void isKnownEverywhere(Reply reply) {
        if (reply instanceof Completed(var account, var key, var result)) {
            var stored = switch (result) {
                case ProgramStored program -> Optional.<CatalogEntity>of(program.program());
                case AssetStored asset -> Optional.<CatalogEntity>of(asset.asset());
                default -> Optional.<CatalogEntity>empty();
            };
            stored.ifPresent(version -> audits.forEach(audit -> BrokenInvariant.unless(
                    audit.versions().getOrDefault(account, List.of()).contains(version),
                    "What was answered about the catalogue every partition knows",
                    reply)));
        }
    }

    /** After the answer to a transfer every recipient has its share. */
    private void isPaidEverywhere(Reply reply) {
        if (reply instanceof Completed(var account, var key, Transferred transferred)) {
            transfers.checkPaid(transferred.journalEntryId());
        }
    }

    private void rows(Committed committed) {
        var partition = cluster.partition(committed.partition());
        BrokenInvariant.unless(
                !partition.view().now().isAfter(partition.latestRead()),
                "Time comes from the log, " + partition.latestRead(),
                partition.view().now());
        var audit = audits.get(committed.partition());
        var view = partition.view();
        for (var pot : audit.takeTouched()) {
            audit.pots().get(pot).compareWith(view, pot);
        }
        audit.reversals().compareWith(view, forgets);
        folds.get(committed.partition()).compareWith(partition, committed);
        var total = new HashMap<AssetId, BigDecimal>();
        for (var pot : audit.pots().keySet()) {
            view.balance(pot.account(), pot.asset()).ifPresent(balance -> {
                total.merge(pot.asset(), balance.available().value(), BigDecimal::add);
                total.merge(pot.asset(), balance.held().value(), BigDecimal::add);
                total.merge(pot.asset(), balance.deferred().value(), BigDecimal::add);
            });
        }
        var inTransit = new HashMap<AssetId, BigDecimal>();
        audit.system().forEach((shard, booked) -> {
            var kept = view.systemBalance(shard.account(), shard.asset())
                    .orElseThrow()
                    .value();
            BrokenInvariant.unless(kept.compareTo(booked) == 0, "A shard is the sum of its postings", shard);
            total.merge(shard.asset(), kept, BigDecimal::add);
            if (shard.account() == SystemAccount.SYSTEM_TRANSIT) {
                inTransit.put(shard.asset(), kept);
            }
        });
        transit.set(committed.partition(), inTransit);
        BrokenInvariant.unless(isSame(total, Map.of()), "The books of a partition sum to zero", total);
    }

    private static Map<AssetId, BigDecimal> sum(List<Map<AssetId, BigDecimal>> parts) {
        var sums = new HashMap<AssetId, BigDecimal>();
        parts.forEach(part -> part.forEach((asset, amount) -> sums.merge(asset, amount, BigDecimal::add)));
        return sums;
    }

    private static boolean isSame(Map<AssetId, BigDecimal> one, Map<AssetId, BigDecimal> other) {
        var differences = new HashMap<>(one);
        other.forEach((asset, amount) -> differences.merge(asset, amount.negate(), BigDecimal::add));
        return differences.values().stream().allMatch(difference -> difference.signum() == 0);
    }

    /** When all was delivered, nobody waits, nothing is on its way, and all partitions know the same. */
    void checkEnd() {
        correspondence.checkAllAnswered();
        transfers.checkAll();
        audits.forEach(audit -> audit.reversals().checkEnd());
        BrokenInvariant.unless(isSame(sum(transit), Map.of()), "SYSTEM_TRANSIT is empty when all has arrived", transit);
        BrokenInvariant.unless(
                cluster.openWork().oldest(10).isEmpty(),
                "Nothing waits",
                cluster.openWork().oldest(10));
        var first = catalogueOf(0);
        for (var partition = 0; partition < audits.size(); partition++) {
            BrokenInvariant.unless(
                    catalogueOf(partition).equals(first), "All partitions have the same catalogue", partition);
            for (var kind : Pending.values()) {
                try (var pending = cluster.partition(partition).view().allPending(kind)) {
                    BrokenInvariant.unless(!pending.hasNext(), "None of the %s is pending".formatted(kind), partition);
                }
            }
            BrokenInvariant.unless(!cluster.partition(partition).hasPostponed(), "Nothing is postponed", partition);
            BrokenInvariant.unless(
                    !cluster.partition(partition).isHeld(), "Nothing is held when all clocks are right", partition);
            BrokenInvariant.unless(
                    cluster.partition(partition)
                            .view()
                            .asOf(cluster.now())
                            .dueBalances(1)
                            .isEmpty(),
                    "The sweep leaves nothing that is due",
                    partition);
            audits.get(partition).reserves().checkGivenBack(cluster.now());
            Invariants.checkOneOfSeveral(
                    InMemoryLedger.folded(audits.get(partition).entries()));
        }
        var kept = new HashMap<Bytes, Bytes>();
        first.forEach(entity -> kept.put(
                keyOf(entity), Bytes.wrap(SimulatedCluster.FORMATS.entities().write(entity))));
        BrokenInvariant.unless(
                kept.equals(published), "The catalogue's topic tells what every partition has", published);
    }

    private static Bytes keyOf(CatalogEntity entity) {
        return Bytes.wrap(
                switch (entity) {
                    case Program program -> program.id().account().toKey();
                    case Asset asset -> asset.id().account().toKey();
                });
    }

    private List<CatalogEntity> catalogueOf(int partition) {
        var view = cluster.partition(partition).view();
        var entities = new ArrayList<CatalogEntity>();
        try (var programs = view.programs(Optional.empty());
                var assets = view.assets(Optional.empty())) {
            programs.forEachRemaining(entities::add);
            assets.forEachRemaining(entities::add);
        }
        return entities;
    }
}
