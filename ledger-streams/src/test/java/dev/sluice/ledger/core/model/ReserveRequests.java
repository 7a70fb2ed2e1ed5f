package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The requests about reserves: mostly about those that there are, at dates that mostly come soon. */
final class ReserveRequests {

    private final Chance chance;

    ReserveRequests(Chance chance) {
        this.chance = chance;
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(
                70,
                CreateReserveHold.class,
                () -> new CreateReserveHold(
                        chance.asset.id,
                        units(),
                        date(),
                        chance.sometimes(4, () -> chance.oneOf(ReserveSourceType.values())),
                        metadata()));
        makers.make(
                30,
                UpdateReserveHold.class,
                () -> new UpdateReserveHold(hold(), chance.sometimes(1.3, this::date), changedMetadata()));
        makers.make(
                60,
                CreateReserveRelease.class,
                () -> new CreateReserveRelease(
                        hold(), chance.sometimes(1.6, this::units), chance.sometimes(6, this::asset), metadata()));
        makers.make(16, UpdateReserveRelease.class, () -> new UpdateReserveRelease(release(), changedMetadata()));
        makers.make(90, CreateReservePlan.class, this::plan);
        makers.make(50, UpdateReservePlan.class, this::changedPlan);
        makers.make(40, DisableReservePlan.class, () -> new DisableReservePlan(plan(chance)));
    }

    private CreateReservePlan plan() {
        var isFixed = chance.isOneIn(3);
        return new CreateReservePlan(
                chance.isOneIn(3) ? Optional.empty() : Optional.of(chance.asset.id),
                percent(),
                isFixed ? Optional.of(date()) : Optional.empty(),
                isFixed ? Optional.empty() : Optional.of(days()),
                isFixed ? Optional.empty() : chance.sometimes(3, this::end),
                metadata());
    }

    private UpdateReservePlan changedPlan() {
        var isOfFixed = chance.isOneIn(2);
        return new UpdateReservePlan(
                plan(chance),
                chance.sometimes(3, this::percent),
                isOfFixed ? chance.sometimes(1.5, this::date) : Optional.empty(),
                isOfFixed ? chance.sometimes(30, this::days) : chance.sometimes(2, this::days),
                switch (chance.random.nextInt(isOfFixed ? 30 : 4)) {
                    case 0 -> new Change.Set<>(end());
                    case 1 -> new Change.Clear<>();
                    default -> new Change.Keep<>();
                },
                changedMetadata());
    }

    private int percent() {
        return chance.isOneIn(3) ? chance.oneOf(1, 33, 100) : 1 + chance.random.nextInt(ReserveCommand.PERCENT_MAX);
    }

    private int days() {
        return chance.isOneIn(2) ? 3 : chance.oneOf(4, 5, 5, 10, 180, 181, 2);
    }

    /** Mostly within the bounds and near, and often exactly at one of them. */
    private Instant date() {
        return switch (chance.random.nextInt(16)) {
            case 0 -> inDays(180);
            case 1 -> inDays(180).plusMillis(1);
            case 2 -> inDays(3).minusMillis(1);
            case 3 -> inDays(chance.random.nextInt(400) - 10);
            case 4 -> inDays(30 + chance.random.nextInt(120));
            case 5, 6 -> inDays(3).plusMillis(chance.random.nextInt(90_000_000));
            default -> inDays(3 + chance.random.nextInt(4));
        };
    }

    private Instant inDays(int days) {
        return chance.now.plus(Duration.ofDays(days));
    }

    private Instant end() {
        return chance.isOneIn(12) ? chance.now : inDays(1 + chance.random.nextInt(8));
    }

    private AssetId asset() {
        return chance.isOneIn(2) ? chance.asset.id : chance.oneOf(AssetKind.values()).id;
    }

    /** A part of what a credit brings, whatever the asset's scale. */
    private long units() {
        var one = (long) Math.pow(10, Math.min(chance.asset.scale, 15));
        return chance.isOneIn(3) ? 1 + chance.random.nextInt(30) : one * (1 + chance.random.nextInt(3));
    }

    private Map<String, String> metadata() {
        return chance.isOneIn(3) ? chance.oneOf(Map.of("a", "1"), Map.of("a", "1", "b", "")) : Map.of();
    }

    /** Some of them are too many beside others. */
    private Change<Map<String, String>> changedMetadata() {
        return switch (chance.random.nextInt(10)) {
            case 0, 1 -> new Change.Set<>(Map.of("a", chance.oneOf("1", "2", "")));
            case 2 -> new Change.Set<>(Map.of("b", "1", "c", ""));
            case 3 -> new Change.Set<>(many(chance.oneOf("x", "y")));
            case 4 -> new Change.Clear<>();
            default -> new Change.Keep<>();
        };
    }

    private static Map<String, String> many(String name) {
        var many = new TreeMap<String, String>();
        for (var key = 0; key < 30; key++) {
            many.put(name + key, "1");
        }
        return many;
    }

    private HoldId hold() {
        return hold(chance);
    }

    private ReserveReleaseId release() {
        return release(chance);
    }

    /** One of the account, or once in a while of nobody. */
    static HoldId hold(Chance chance) {
        var ids = chance.ofSomebody(chance.known::reserveHolds);
        return ids.isEmpty() || chance.isOneIn(12) ? new HoldId(Chance.unknownId()) : chance.lateOneOf(ids);
    }

    static ReserveReleaseId release(Chance chance) {
        var ids = chance.ofSomebody(chance.known::reserveReleases);
        return ids.isEmpty() || chance.isOneIn(12) ? new ReserveReleaseId(Chance.unknownId()) : chance.lateOneOf(ids);
    }

    static ReservePlanId plan(Chance chance) {
        var ids = chance.ofSomebody(chance.known::reservePlans);
        return ids.isEmpty() || chance.isOneIn(12) ? new ReservePlanId(Chance.unknownId()) : chance.lateOneOf(ids);
    }
}
