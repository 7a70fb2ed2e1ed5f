package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.list.PageRoom;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.ReservePlans;
import dev.sluice.ledger.core.state.Stretch;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.ReserveQuestion;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Questions about the reserves of an account. Lists are newest first. */
public final class ReserveQuestions {

    /** The most rows that one page may pass over; a page that reaches it is short, and the list goes on behind it. */
    private static final int ROWS_MAX = 20_000;

    private ReserveQuestions() {}

    public static Decision answer(LedgerView view, Request request, ReserveQuestion question) {
        return switch (question) {
            case GetReserveHold get -> get(view, request, get);
            case ListReserveHolds list -> list(view, request, list);
            case GetReserveRelease get -> get(view, request, get);
            case ListReserveReleases list -> list(view, request, list);
            case GetReservePlan get -> get(view, request, get);
            case ListReservePlans list -> list(view, request, list);
        };
    }

    private static Decision get(LedgerView view, Request request, GetReserveHold get) {
        return ReserveRefusals.owner(view, request)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> view.reserves()
                        .hold(request.accountId(), get.reserveHold())
                        .<Decision>map(hold ->
                                new Answered(new ReserveHoldFound(ReserveReplies.of(view, request.accountId(), hold))))
                        .orElseGet(() -> ReserveRefusals.notFound(get.reserveHold())));
    }

    private static Decision get(LedgerView view, Request request, GetReserveRelease get) {
        return ReserveRefusals.owner(view, request)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> view.reserves()
                        .release(request.accountId(), get.reserveRelease())
                        .<Decision>map(
                                release -> new Answered(new ReserveReleaseFound(ReserveReplies.of(view, release))))
                        .orElseGet(() -> ReserveRefusals.notFound(get.reserveRelease())));
    }

    private static Decision get(LedgerView view, Request request, GetReservePlan get) {
        return ReserveRefusals.owner(view, request)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> view.reserves()
                        .plan(request.accountId(), get.reservePlan())
                        .<Decision>map(plan -> new Answered(new ReservePlanFound(ReserveReplies.of(view, plan))))
                        .orElseGet(() -> ReserveRefusals.notFound(get.reservePlan())));
    }

    private static Decision list(LedgerView view, Request request, ListReserveHolds list) {
        var noOwner = ReserveRefusals.owner(view, request);
        if (noOwner.isPresent()) {
            return noOwner.get();
        }
        var account = request.accountId();
        var stretch = stretch(
                list.startingAfter().map(HoldId::value), list.endingBefore().map(HoldId::value));
        var page = page(
                holds(view, account, list, stretch),
                stretch,
                list.limit(),
                hold -> matches(view, account, list, hold),
                hold -> PageRoom.bytesOf(hold.metadata(), hold.sourceCharge().orElse("")));
        return new Answered(new ReserveHoldPage(
                page.rows().stream()
                        .map(hold -> ReserveReplies.of(view, account, hold))
                        .toList(),
                page.hasMore()));
    }

    private static Cursor<ReserveHold> holds(
            LedgerView view, AccountId account, ListReserveHolds list, Stretch stretch) {
        if (list.reserveRelease().isPresent()) {
            var release = list.reserveRelease().get().value();
            return holds(view, account, ReserveIndex.HOLDS_OF_RELEASE, release, stretch);
        }
        if (list.reservePlan().isPresent()) {
            var plan = list.reservePlan().get().value();
            return holds(view, account, ReserveIndex.HOLDS_OF_PLAN, plan, stretch);
        }
        return view.reserves().holds(account, stretch);
    }

    private static Cursor<ReserveHold> holds(
            LedgerView view, AccountId account, ReserveIndex index, UUID of, Stretch stretch) {
        return new Indexed<>(
                view.reserves().indexed(account, index, of, stretch),
                id -> view.reserves()
                        .hold(account, new HoldId(id))
                        .orElseThrow(() -> Invariant.broken("Reserve hold %s is listed and unknown", id)));
    }

    private static boolean matches(LedgerView view, AccountId account, ListReserveHolds list, ReserveHold hold) {
        return (list.assetId().isEmpty() || list.assetId().get().equals(hold.assetId()))
                && (list.reservePlan().isEmpty() || list.reservePlan().equals(hold.reservePlan()))
                && (list.isReleasable().isEmpty()
                        || list.isReleasable().get()
                                == ReserveReplies.remaining(view, account, hold).isPositive());
    }

    private static Decision list(LedgerView view, Request request, ListReserveReleases list) {
        var noOwner = ReserveRefusals.owner(view, request);
        if (noOwner.isPresent()) {
            return noOwner.get();
        }
        var account = request.accountId();
        var stretch = stretch(
                list.startingAfter().map(ReserveReleaseId::value),
                list.endingBefore().map(ReserveReleaseId::value));
        var page = page(
                releases(view, account, list, stretch),
                stretch,
                list.limit(),
                release -> (list.assetId().isEmpty() || list.assetId().get().equals(release.assetId()))
                        && (list.reservePlan().isEmpty() || list.reservePlan().equals(release.reservePlan())),
                ReserveQuestions::bytesOf);
        return new Answered(new ReserveReleasePage(
                page.rows().stream()
                        .map(release -> ReserveReplies.of(view, release))
                        .toList(),
                page.hasMore()));
    }

    private static long bytesOf(ReserveRelease release) {
        return release.sourceTransaction()
                .map(source -> PageRoom.bytesOf(release.metadata(), source.id(), source.charge()))
                .orElseGet(() -> PageRoom.bytesOf(release.metadata()));
    }

    private static Cursor<ReserveRelease> releases(
            LedgerView view, AccountId account, ListReserveReleases list, Stretch stretch) {
        if (list.reserveHold().isPresent()) {
            var hold = list.reserveHold().get().value();
            return releases(view, account, ReserveIndex.RELEASES_OF_HOLD, hold, stretch);
        }
        if (list.reservePlan().isPresent()) {
            var plan = list.reservePlan().get().value();
            return releases(view, account, ReserveIndex.RELEASES_OF_PLAN, plan, stretch);
        }
        return view.reserves().releases(account, stretch);
    }

    private static Cursor<ReserveRelease> releases(
            LedgerView view, AccountId account, ReserveIndex index, UUID of, Stretch stretch) {
        return new Indexed<>(
                view.reserves().indexed(account, index, of, stretch),
                id -> view.reserves()
                        .release(account, new ReserveReleaseId(id))
                        .orElseThrow(() -> Invariant.broken("Reserve release %s is listed and unknown", id)));
    }

    private static Decision list(LedgerView view, Request request, ListReservePlans list) {
        var noOwner = ReserveRefusals.owner(view, request);
        if (noOwner.isPresent()) {
            return noOwner.get();
        }
        var stretch = stretch(
                list.startingAfter().map(ReservePlanId::value),
                list.endingBefore().map(ReservePlanId::value));
        var page = page(
                view.reserves().plans(request.accountId(), stretch),
                stretch,
                list.limit(),
                plan -> (list.assetId().isEmpty() || list.assetId().equals(plan.assetId()))
                        && (list.status().isEmpty()
                                || list.status().get()
                                        == ReservePlans.asOf(plan, view.now()).status()),
                plan -> PageRoom.bytesOf(plan.metadata()));
        return new Answered(new ReservePlanPage(
                page.rows().stream()
                        .map((ReservePlan plan) -> ReserveReplies.of(view, plan))
                        .toList(),
                page.hasMore()));
    }

    private static Stretch stretch(Optional<UUID> startingAfter, Optional<UUID> endingBefore) {
        return endingBefore.isPresent() ? new Stretch(false, endingBefore) : new Stretch(true, startingAfter);
    }

    /** The rows of a page, and whether others follow. */
    private record Page<T>(List<T> rows, boolean hasMore) {}

    /** Whichever way it was read, a page is told newest first. */
    private static <T> Page<T> page(
            Cursor<T> stored,
            Stretch stretch,
            Optional<Integer> limit,
            Predicate<T> matches,
            ToLongFunction<T> bytesOf) {
        var room = new PageRoom(limit.orElse(ReserveCommand.RESERVE_LIST_LIMIT_DEFAULT));
        var rows = new ArrayList<T>();
        var hasMore = false;
        var passed = 0;
        try (stored) {
            while (!hasMore && stored.hasNext()) {
                var row = stored.next();
                var isMatch = matches.test(row);
                var fits = isMatch && room.takes(bytesOf.applyAsLong(row));
                hasMore = (isMatch && !fits) || ++passed > ROWS_MAX;
                if (fits) {
                    rows.add(row);
                }
            }
        }
        if (!stretch.newestFirst()) {
            Collections.reverse(rows);
        }
        return new Page<>(rows, hasMore);
    }
}
