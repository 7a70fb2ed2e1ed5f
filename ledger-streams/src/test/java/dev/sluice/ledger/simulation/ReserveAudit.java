package dev.sluice.ledger.simulation;

import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The audit of reserves in one partition's journal: whatever is reserved is given back once, when its time has come and no
 * sooner, and each unit that leaves a reserve is told by a release.
 */
final class ReserveAudit {

    private final Map<HoldId, Reserved> holds = new LinkedHashMap<>();
    private final Map<ReserveReleaseId, Released> releases = new LinkedHashMap<>();
    private final Map<ReservePlanId, Planned> plans = new LinkedHashMap<>();

    private record Reserved(AccountId account, ReserveHold hold, BigDecimal remaining) {}

    private record Released(AccountId account, ReserveRelease release, BigDecimal given) {}

    private record Planned(AccountId account, ReservePlan plan) {}

    void read(JournalEntry entry) {
        var moved = new HashMap<HoldId, BigDecimal>();
        var left = new HashMap<HoldId, BigDecimal>();
        for (var posting : entry.postings()) {
            posting.holdId().ifPresent(hold -> {
                moved.merge(hold, posting.amount().value(), BigDecimal::add);
                if (posting.amount().isNegative()) {
                    left.merge(hold, posting.amount().value().negate(), BigDecimal::add);
                }
            });
        }
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.ReserveHoldStored stored -> read(entry, stored);
                case Fact.ReserveReleased released -> read(entry, released, left);
                case Fact.ReservePlanStored stored ->
                    plans.put(stored.plan().id(), new Planned(entry.accountId(), stored.plan()));
                default -> {}
            }
        }
        left.keySet().retainAll(holds.keySet());
        BrokenInvariant.unless(
                left.values().stream().allMatch(untold -> untold.signum() == 0),
                "Whatever leaves a reserve is told by a release, but not " + left,
                entry);
        moved.keySet().retainAll(holds.keySet());
        moved.forEach((id, amount) -> move(entry, id, amount));
        if (entry.type() == EntryType.RESERVE_RELEASE) {
            entry.postings().forEach(posting -> mayBeOfRelease(entry, posting));
        }
    }

    private void move(JournalEntry entry, HoldId id, BigDecimal amount) {
        var before = holds.get(id);
        var after =
                new Reserved(before.account(), before.hold(), before.remaining().add(amount));
        BrokenInvariant.unless(
                after.remaining().signum() >= 0
                        && after.remaining().compareTo(before.hold().amount().value()) <= 0,
                "Nothing is given back twice, and a reserve never grows",
                entry);
        BrokenInvariant.unless(
                amount.signum() < 0
                        || after.remaining().compareTo(before.hold().amount().value()) == 0,
                "A reserve is filled when it is opened",
                entry);
        holds.put(id, after);
    }

    private static void mayBeOfRelease(JournalEntry entry, Posting posting) {
        BrokenInvariant.unless(
                posting.assetId().equals(entry.assetId().orElseThrow())
                        && posting.accountId()
                                .map(entry.accountId()::equals)
                                .orElse(posting.amount().isPositive()),
                "A release moves value of one account and asset, and gives to breakage what has expired",
                entry);
    }

    private void read(JournalEntry entry, Fact.ReserveHoldStored stored) {
        var account = stored.accountId().orElse(entry.accountId());
        var hold = stored.hold();
        var before = holds.get(hold.id());
        if (before == null) {
            holds.put(hold.id(), new Reserved(account, hold, BigDecimal.ZERO));
            return;
        }
        BrokenInvariant.unless(
                entry.type() == EntryType.RESERVE_STORED
                        && before.account().equals(account)
                        && hold.equals(changed(before.hold(), hold.schedule(), hold.metadata())),
                "Only the schedule and the metadata of a reserve change",
                entry);
        holds.put(hold.id(), new Reserved(account, hold, before.remaining()));
    }

    private static ReserveHold changed(
            ReserveHold hold, Optional<ReserveSchedule> schedule, Map<String, String> metadata) {
        return new ReserveHold(
                hold.id(),
                hold.assetId(),
                hold.amount(),
                hold.createdAt(),
                hold.createdBy(),
                hold.reason(),
                schedule,
                hold.sourceType(),
                hold.reservePlan(),
                hold.sourceCharge(),
                metadata);
    }

    private void read(JournalEntry entry, Fact.ReserveReleased fact, Map<HoldId, BigDecimal> left) {
        var release = fact.release();
        var before = releases.get(release.id());
        var given = before == null ? BigDecimal.ZERO : before.given();
        for (var line : fact.lines()) {
            given = given.add(line.amount().value());
            left.merge(line.holdId(), line.amount().value().negate(), BigDecimal::add);
            mayDrawOn(entry, release, holds.get(line.holdId()));
        }
        BrokenInvariant.unless(
                release.amount().value().compareTo(given) == 0, "A release is the sum of its lines", entry);
        BrokenInvariant.unless(
                before == null
                        || (before.release().reason() == release.reason()
                                && before.release().createdAt().equals(release.createdAt())),
                "What a release is of never changes",
                entry);
        BrokenInvariant.unless(
                entry.type() == typeOf(release, fact.lines().isEmpty()), "A release is told where it belongs", entry);
        releases.put(release.id(), new Released(entry.accountId(), release, given));
    }

    private static EntryType typeOf(ReserveRelease release, boolean isOnlyChanged) {
        if (isOnlyChanged) {
            return EntryType.RESERVE_STORED;
        }
        return release.reason() == ReserveReleaseReason.HOLD_REVERSED ? EntryType.DEBIT : EntryType.RESERVE_RELEASE;
    }

    private void mayDrawOn(JournalEntry entry, ReserveRelease release, Reserved reserved) {
        var isAsked = entry.idempotencyKey().isPresent();
        var holds = reserved.account().equals(entry.accountId())
                && reserved.hold().assetId().equals(release.assetId())
                && !release.createdAt().isAfter(entry.recordedAt());
        var plan = planOf(reserved);
        var fits = switch (release.reason()) {
            case HOLD_RELEASED_EARLY, HOLD_REVERSED ->
                isAsked && release.createdAt().equals(entry.recordedAt());
            case BULK_HOLD_EXPIRY -> !isAsked && scheduledRelease(reserved).equals(release.createdAt());
            case PLAN_DISABLED ->
                !isAsked
                        && plan.flatMap(ReservePlan::disablingSince).equals(Optional.of(release.createdAt()))
                        && plan.map(ReservePlan::id).equals(release.reservePlan());
        };
        BrokenInvariant.unless(holds && fits, "A reserve is given back when its time has come, and why is told", entry);
    }

    private Optional<ReservePlan> planOf(Reserved reserved) {
        return reserved.hold().reservePlan().map(id -> plans.get(id).plan());
    }

    private Instant scheduledRelease(Reserved reserved) {
        return reserved.hold()
                .schedule()
                .or(() -> planOf(reserved).flatMap(ReservePlan::fixedRelease))
                .map(ReserveSchedule::scheduledRelease)
                .orElseThrow();
    }

    private Stream<Reserved> open() {
        return holds.values().stream().filter(reserved -> reserved.remaining().signum() > 0);
    }

    /** When anything that is reserved is to be given back. */
    Stream<Instant> releaseDates() {
        return open().map(this::scheduledRelease);
    }

    /** Nothing whose time has come is still reserved, and nothing by a plan that was disabled. */
    void checkGivenBack(Instant now) {
        open().forEach(reserved -> BrokenInvariant.unless(
                planOf(reserved).flatMap(ReservePlan::disablingSince).isEmpty()
                        && scheduledRelease(reserved).isAfter(now),
                "What was reserved is given back in the end",
                reserved));
    }

    Optional<ReserveHold> hold(HoldId id) {
        return Optional.ofNullable(holds.get(id)).map(Reserved::hold);
    }

    BigDecimal remaining(HoldId id) {
        return holds.get(id).remaining();
    }

    Optional<ReserveRelease> release(ReserveReleaseId id) {
        return Optional.ofNullable(releases.get(id)).map(Released::release);
    }

    Optional<ReservePlan> plan(ReservePlanId id) {
        return Optional.ofNullable(plans.get(id)).map(Planned::plan);
    }

    /** Whether a plan of the account was disabled at this instant. */
    boolean endsAt(AccountId account, Instant instant) {
        return plans.values().stream()
                .anyMatch(planned -> planned.account().equals(account)
                        && planned.plan().disablingSince().equals(Optional.of(instant)));
    }

    boolean holdsAnything(ReservePlanId plan) {
        return open().anyMatch(reserved -> reserved.hold().reservePlan().equals(Optional.of(plan)));
    }

    List<HoldId> holdsOf(AccountId account) {
        return of(account).map(reserved -> reserved.hold().id()).toList();
    }

    List<ReserveReleaseId> releasesOf(AccountId account) {
        return releases.values().stream()
                .filter(released -> released.account().equals(account))
                .map(released -> released.release().id())
                .toList();
    }

    List<ReservePlanId> plansOf(AccountId account) {
        return plans.values().stream()
                .filter(planned -> planned.account().equals(account))
                .map(planned -> planned.plan().id())
                .toList();
    }

    /** The charges of which something was reserved. */
    List<String> chargesOf(AccountId account, AssetId asset) {
        return of(account)
                .filter(reserved -> reserved.hold().assetId().equals(asset))
                .flatMap(reserved -> reserved.hold().sourceCharge().stream())
                .toList();
    }

    private Stream<Reserved> of(AccountId account) {
        return holds.values().stream().filter(reserved -> reserved.account().equals(account));
    }
}
