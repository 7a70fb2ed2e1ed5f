package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.RESERVE_HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_PLAN_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_RELEASE_NOT_FOUND;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveQuestion;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One thing of a reserve, or one page of many: a list is sorted whole, and the page cut out of it. */
final class NaiveReserveQuestions {

    private static final int ROWS = 10;

    private final NaiveCatalogue catalogue;
    private final NaiveOwners owners;
    private final NaiveReserves reserves;

    NaiveReserveQuestions(NaiveCatalogue catalogue, NaiveOwners owners, NaiveReserves reserves) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.reserves = reserves;
    }

    private Verdict ifOwned(Request request, RejectionCode otherwise, Supplier<Optional<Verdict>> answer) {
        var faults = new NaiveFaults();
        faults.check(owners.of(request), false);
        return faults.areNone() ? answer.get().orElseGet(() -> new Verdict.No(otherwise)) : faults.first();
    }

    private Verdict ifOwned(Request request, Supplier<Verdict> answer) {
        return ifOwned(request, RejectionCode.ACCOUNT_NOT_FOUND, () -> Optional.of(answer.get()));
    }

    private String symbol(AssetId asset) {
        return catalogue.asset(asset).map(Asset::symbol).orElseThrow();
    }

    private ReserveHoldRow row(NaiveReserved hold) {
        return hold.row(symbol(hold.pot.asset));
    }

    private ReserveReleaseRow row(NaiveRelease release) {
        return new ReserveReleaseRow(release.told(), symbol(release.pot.asset));
    }

    private ReservePlanRow row(NaivePlan plan, Instant now) {
        return new ReservePlanRow(plan.told(now), plan.asset.map(this::symbol));
    }

    Verdict answer(Request request, ReserveQuestion question, Instant now) {
        return switch (question) {
            case GetReserveHold get -> get(request, get);
            case GetReserveRelease get -> get(request, get);
            case GetReservePlan get -> get(request, get, now);
            case ListReserveHolds list -> list(request, list);
            case ListReserveReleases list -> list(request, list);
            case ListReservePlans list -> list(request, list, now);
        };
    }

    private Verdict get(Request request, GetReserveHold get) {
        return ifOwned(
                request,
                RESERVE_HOLD_NOT_FOUND,
                () -> reserves.hold(request.accountId(), get.reserveHold())
                        .map(hold -> Verdict.told(new ReserveHoldFound(row(hold)))));
    }

    private Verdict get(Request request, GetReserveRelease get) {
        return ifOwned(
                request,
                RESERVE_RELEASE_NOT_FOUND,
                () -> reserves.release(request.accountId(), get.reserveRelease())
                        .map(release -> Verdict.told(new ReserveReleaseFound(row(release)))));
    }

    private Verdict get(Request request, GetReservePlan get, Instant now) {
        return ifOwned(
                request,
                RESERVE_PLAN_NOT_FOUND,
                () -> reserves.plan(request.accountId(), get.reservePlan())
                        .map(plan -> Verdict.told(new ReservePlanFound(row(plan, now)))));
    }

    private record Page<T>(List<T> rows, boolean hasMore) {}

    private static <T, I extends Comparable<I>> Page<T> page(
            List<T> matching, Function<T, I> id, Optional<I> after, Optional<I> before, Optional<Integer> limit) {
        var size = limit.orElse(ROWS);
        var wanted = matching.stream()
                .filter(row -> after.isEmpty() || id.apply(row).compareTo(after.get()) < 0)
                .filter(row -> before.isEmpty() || id.apply(row).compareTo(before.get()) > 0)
                .sorted(Comparator.comparing(id).reversed())
                .toList();
        var from = before.isPresent() ? Math.max(0, wanted.size() - size) : 0;
        return new Page<>(wanted.subList(from, Math.min(wanted.size(), from + size)), wanted.size() > size);
    }

    private List<NaiveReserved> holdsOf(AccountId account, Optional<ReserveReleaseId> release) {
        var all = reserves.holds.stream().filter(hold -> hold.account.equals(account));
        if (release.isEmpty()) {
            return all.toList();
        }
        var drawnOn = reserves.release(account, release.get());
        return all.filter(hold -> drawnOn.isPresent() && drawnOn.get().lines.containsKey(hold))
                .toList();
    }

    private Verdict list(Request request, ListReserveHolds list) {
        return ifOwned(request, () -> {
            var matching = holdsOf(request.accountId(), list.reserveRelease()).stream()
                    .filter(hold -> isAsked(list.assetId(), Optional.of(hold.pot.asset)))
                    .filter(hold -> isAsked(list.reservePlan(), hold.plan.map(plan -> plan.id)))
                    .filter(hold -> isAsked(list.isReleasable(), Optional.of(hold.isReleasable())))
                    .toList();
            var page = page(matching, NaiveReserved::id, list.startingAfter(), list.endingBefore(), list.limit());
            return Verdict.told(
                    new ReserveHoldPage(page.rows().stream().map(this::row).toList(), page.hasMore()));
        });
    }

    private Verdict list(Request request, ListReserveReleases list) {
        return ifOwned(request, () -> {
            var matching = reserves.releases.stream()
                    .filter(release -> release.account.equals(request.accountId()))
                    .filter(release -> isAsked(list.assetId(), Optional.of(release.pot.asset)))
                    .filter(release -> isAsked(list.reservePlan(), release.plan))
                    .filter(release -> list.reserveHold().isEmpty()
                            || drewOn(release, list.reserveHold().get()))
                    .toList();
            var page = page(matching, NaiveRelease::id, list.startingAfter(), list.endingBefore(), list.limit());
            return Verdict.told(
                    new ReserveReleasePage(page.rows().stream().map(this::row).toList(), page.hasMore()));
        });
    }

    private static boolean drewOn(NaiveRelease release, HoldId hold) {
        return release.lines.keySet().stream().anyMatch(there -> there.id().equals(hold));
    }

    private Verdict list(Request request, ListReservePlans list, Instant now) {
        return ifOwned(request, () -> {
            var matching = reserves.plans.stream()
                    .filter(plan -> plan.account.equals(request.accountId()))
                    .filter(plan -> isAsked(list.assetId(), plan.asset))
                    .filter(plan -> isAsked(list.status(), Optional.of(plan.status(now))))
                    .toList();
            var page = page(matching, plan -> plan.id, list.startingAfter(), list.endingBefore(), list.limit());
            return Verdict.told(new ReservePlanPage(
                    page.rows().stream().map(plan -> row(plan, now)).toList(), page.hasMore()));
        });
    }

    private static <T> boolean isAsked(Optional<T> asked, Optional<T> there) {
        return asked.isEmpty() || asked.equals(there);
    }
}
