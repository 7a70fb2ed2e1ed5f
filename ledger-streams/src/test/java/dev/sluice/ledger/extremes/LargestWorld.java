package dev.sluice.ledger.extremes;

import dev.sluice.ledger.simulation.MeasuredCluster;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ReservePlanId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A cluster with one program and assets of 18 decimals, on which the largest requests are tried. */
final class LargestWorld {

    static final int LOTS = LotFilter.LOT_IDS_MAX;
    static final AssetId ASSET = AssetId.ofSymbol("POINTSPOINTSPOIN");
    static final AssetId PREFUNDED = AssetId.ofSymbol("GIFTSGIFTSGIFTSG");
    static final String REFERENCE = Letters.ESCAPED.text(255, 1_000_000);
    static final String CHARGE = Letters.ESCAPED.text(255, 2_000_000);

    /** 34 digits: 5,000 lots of it have 37, and all is below the limit of a balance. */
    static final Amount OF_A_LOT = new Amount(new BigDecimal(BigInteger.TEN.pow(33), 18));

    static final Amount OF_ALL_LOTS = new Amount(OF_A_LOT.value().multiply(BigDecimal.valueOf(LOTS)));

    /** All that is on its way is looked at again and again, so it is not too much. */
    private static final int AT_ONCE = 500;

    private static final IdempotencyKey THE_PROGRAM = IdempotencyKey.of("program");
    static final ProgramId PROGRAM = ProgramId.madeWith(THE_PROGRAM);

    final MeasuredCluster cluster;
    private final Map<String, Supplier<?>> known = new HashMap<>();

    LargestWorld(int partitions) {
        this(settings(partitions, Backlog.DEFAULT));
    }

    static TopologySettings settings(int partitions, Backlog backlog) {
        return new TopologySettings("largest.", partitions, Retention.DEFAULT, Sweep.DEFAULT, backlog);
    }

    LargestWorld(TopologySettings settings) {
        this.cluster = new MeasuredCluster(
                settings, number -> IdempotencyKey.of(Letters.ESCAPED.text(IdempotencyKey.LENGTH_MAX, number)));
        var name = Letters.ESCAPED.text(255, 1);
        cluster.done(
                PROGRAM.account(),
                THE_PROGRAM,
                new CreateProgram(name, Optional.of(Letters.ESCAPED.text(1_000, 1))),
                ProgramStored.class);
        make(ASSET, "POINTSPOINTSPOIN", IssuancePolicy.UNLIMITED, name);
        make(PREFUNDED, "GIFTSGIFTSGIFTSG", IssuancePolicy.PREFUNDED, name);
        knows("programId", () -> PROGRAM);
        knows("assetId", () -> ASSET);
        knows("earnedAt", () -> Instant.EPOCH);
        knows("earnedFrom", () -> Instant.parse("0000-01-01T00:00:00Z"));
        knows("earnedTo", () -> Instant.parse("9999-12-31T23:59:59.999Z"));
        knows("maturesAt", () -> Instant.parse("9999-01-01T00:00:00Z"));
        knows("expiresAt", () -> Instant.parse("9999-12-31T23:59:59.999Z"));
        knows("releaseAfter", () -> cluster.now().plus(Duration.ofDays(100)));
        knows("expiresOn", () -> cluster.now().plus(Duration.ofDays(100)));
        knows("daysAfterCharge", () -> 180);
    }

    private void make(AssetId asset, String symbol, IssuancePolicy policy, String name) {
        cluster.done(
                asset.account(),
                new CreateAsset(PROGRAM, name, symbol, InventoryMode.LOT, policy, 18, Optional.empty()),
                AssetStored.class);
    }

    /** Takes this value for all components of that name from now on. */
    LargestWorld knows(String component, Supplier<?> value) {
        known.put(component, value);
        return this;
    }

    /** The largest operations of a type, of what there is here. */
    <T extends Operation> List<T> largest(Class<T> type) {
        return LargestRequests.of(type, known);
    }

    /** Tries each of the largest operations of a type. */
    <T extends Operation> List<Reply> tried(AccountId account, Class<T> type) {
        var replies = new ArrayList<Reply>();
        largest(type).forEach(operation -> replies.add(cluster.tried(account, operation)));
        return replies;
    }

    /** Each of the largest operations of a type is done. */
    <R extends Result> List<R> done(AccountId account, Class<? extends Operation> type, Class<R> result) {
        return largest(type).stream()
                .map(operation -> cluster.doneWithin(account, operation, result))
                .toList();
    }

    AccountId participant(String name) {
        var account = AccountId.ofParticipant(name);
        cluster.done(
                account,
                new PutParticipant(name, Optional.empty(), Optional.empty(), Optional.empty()),
                ParticipantStored.class);
        return account;
    }

    /** A participant that lives on another partition than an account. */
    AccountId elsewhere(AccountId account) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "elsewhere-" + number)
                .filter(name -> !cluster.isTogether(AccountId.ofParticipant(name), account))
                .map(this::participant)
                .findFirst()
                .orElseThrow();
    }

    /** The account gets that many lots, each with a reference of its own as long as can be. */
    List<String> lots(AccountId account, int count) {
        return lots(account, ASSET, count);
    }

    List<String> lots(AccountId account, AssetId asset, int count) {
        return credited(
                account,
                count,
                number -> credit(asset, Optional.empty(), Letters.ESCAPED.text(255, number), Optional.empty()));
    }

    /** The account gets lots that all expire at one instant. */
    void lotsUntil(AccountId account, Instant expiry, int count) {
        credited(
                account,
                count,
                number -> new Credit(
                        PROGRAM,
                        ASSET,
                        "Earned",
                        OF_A_LOT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(expiry),
                        Optional.empty(),
                        Map.of()));
    }

    /** The account gets lots that are held from the beginning, all with one reference. */
    List<String> heldLots(AccountId account, int count) {
        return credited(account, count, number -> credit(ASSET, Optional.of(Bucket.HELD), REFERENCE, Optional.empty()));
    }

    /** The account gets one charge in that many pieces. */
    void charges(AccountId account, int count) {
        credited(account, count, number -> credit(ASSET, Optional.empty(), REFERENCE, Optional.of(CHARGE)));
    }

    private static Credit credit(AssetId asset, Optional<Bucket> bucket, String reference, Optional<String> charge) {
        return new Credit(
                PROGRAM,
                asset,
                "Earned",
                OF_A_LOT,
                bucket,
                Optional.of(reference),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                charge,
                Map.of());
    }

    /** The lots that so many credits make. */
    private List<String> credited(AccountId account, int count, IntFunction<Credit> credit) {
        var lots = new ArrayList<String>(count);
        while (lots.size() < count) {
            var credits = IntStream.range(lots.size(), Math.min(count, lots.size() + AT_ONCE))
                    .mapToObj(credit)
                    .toList();
            cluster.done(account, credits, Adjusted.class).stream()
                    .map(done -> done.lotsProcessed().orElseThrow().getFirst().id())
                    .map(LotId::toString)
                    .forEach(lots::add);
        }
        return lots;
    }

    /** All that the account has is held, under a reference as long as can be. */
    HoldId hold(AccountId account) {
        return hold(account, ASSET);
    }

    HoldId hold(AccountId account, AssetId asset) {
        var hold = new Hold(
                PROGRAM,
                asset,
                "Reserved",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(REFERENCE),
                Optional.empty(),
                Map.of());
        return cluster.done(account, hold, Moved.class).holdId().orElseThrow();
    }

    Amount available(AccountId account) {
        var balances = cluster.done(account, new GetBalances(Optional.of(ASSET)), BalanceList.class);
        return balances.data().getFirst().available();
    }

    /** Everything that the account gets from now on is reserved. */
    ReservePlanId plan(AccountId account) {
        return cluster.done(
                        account,
                        new CreateReservePlan(
                                Optional.of(ASSET),
                                100,
                                Optional.empty(),
                                Optional.of(180),
                                Optional.empty(),
                                Map.of()),
                        ReservePlanFound.class)
                .plan()
                .plan()
                .id();
    }
}
