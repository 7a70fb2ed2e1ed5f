package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.list.MergedCursor;
import dev.sluice.ledger.core.list.PageCursor;
import dev.sluice.ledger.core.list.PageRoom;
import dev.sluice.ledger.core.list.Paging;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.Pagination;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.HoldQuestion;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about holds, open and closed. */
public final class HoldQuestions {

    private static final Comparator<HoldState> BY_OPENING =
            Comparator.comparing(hold -> hold.key().id());

    private HoldQuestions() {}

    public static Decision answer(LedgerView view, Request request, HoldQuestion question) {
        return switch (question) {
            case ListHolds list -> list(view, request, list);
            case GetHold get -> get(view, request, get);
        };
    }

    private static Decision get(LedgerView view, Request request, GetHold question) {
        if (AccountChecks.ownerOf(view, request).isEmpty()) {
            return AccountChecks.notFound(request);
        }
        for (var asset : assetsOf(view, request.accountId())) {
            var hold = view.hold(request.accountId(), asset, question.holdId());
            if (hold.isPresent()) {
                return new Answered(new HoldFound(rowOf(hold.get())));
            }
        }
        return Refused.because(HOLD_NOT_FOUND, "Expected a hold of this account, but got %s", question.holdId());
    }

    private static Decision list(LedgerView view, Request request, ListHolds question) {
        var start = question.cursor().flatMap(HoldQuestions::startOf);
        if (start.isEmpty() && question.cursor().isPresent()) {
            return Paging.notACursor();
        }
        if (question.assetId().isPresent()
                && view.asset(question.assetId().get()).isEmpty()) {
            return AccountChecks.assetNotFound(question.assetId().get());
        }
        if (AccountChecks.ownerOf(view, request).isEmpty()) {
            return AccountChecks.notFound(request);
        }
        return new Answered(page(view, request.accountId(), question, start));
    }

    /** The list is a row of stretches: for each status, for each asset, the holds in the order of opening. */
    private record Stretch(HoldStatus status, AssetId asset) {}

    /** The hold after which a page begins, with its stretch. */
    private record Start(Stretch stretch, HoldId hold) {}

    private static HoldPage page(LedgerView view, AccountId account, ListHolds question, Optional<Start> start) {
        var room = new PageRoom(question.limit().orElse(Question.LIST_LIMIT_DEFAULT));
        var rows = new ArrayList<HoldRow>();
        var reached = start.isEmpty();
        for (var stretch : stretches(view, account, question)) {
            reached |= start.isPresent() && start.get().stretch().equals(stretch);
            if (!reached) {
                continue;
            }
            var from = start.filter(place -> place.stretch().equals(stretch)).map(Start::hold);
            try (var stored = stored(view, account, stretch, from)) {
                var part = Paging.read(
                        stored,
                        room,
                        hold -> question.referenceId().isEmpty()
                                || question.referenceId().equals(hold.referenceId()),
                        hold -> PageRoom.bytesOf(
                                hold.metadata(), hold.referenceId().orElse("")),
                        hold -> PageCursor.of(
                                stretch.status(), stretch.asset(), hold.key().id()));
                part.rows().forEach(hold -> rows.add(rowOf(hold)));
                if (part.pagination().hasMore()) {
                    return new HoldPage(rows, part.pagination());
                }
            }
        }
        return new HoldPage(rows, Pagination.last());
    }

    private static List<Stretch> stretches(LedgerView view, AccountId account, ListHolds question) {
        var assets = question.assetId().map(List::of).orElseGet(() -> assetsOf(view, account));
        var stretches = new ArrayList<Stretch>();
        for (var status : HoldStatus.values()) {
            if (question.status().isEmpty() || question.status().get() == status) {
                assets.forEach(asset -> stretches.add(new Stretch(status, asset)));
            }
        }
        return stretches;
    }

    private static Cursor<HoldState> stored(
            LedgerView view, AccountId account, Stretch stretch, Optional<HoldId> from) {
        var asset = stretch.asset();
        return switch (stretch.status()) {
            case OPEN ->
                new MergedCursor<>(
                        List.of(view.openHolds(account, asset, from), view.openReserveHolds(account, asset, from)),
                        BY_OPENING,
                        hold -> false);
            case CLOSED -> view.closedHolds(account, asset, from);
        };
    }

    private static List<AssetId> assetsOf(LedgerView view, AccountId account) {
        var assets = new ArrayList<AssetId>();
        try (var balances = view.balances(account)) {
            while (balances.hasNext()) {
                assets.add(balances.next().key().asset());
            }
        }
        return assets;
    }

    private static Optional<Start> startOf(String text) {
        return PageCursor.parse(text, 3)
                .flatMap(place -> Paging.idIn(
                        text,
                        unused -> new Start(
                                new Stretch(
                                        HoldStatus.valueOf(place.parts().get(0)),
                                        AssetId.parse(place.parts().get(1))),
                                HoldId.parse(place.parts().get(2)))));
    }

    private static HoldRow rowOf(HoldState hold) {
        return new HoldRow(
                hold.key().id(),
                hold.key().asset(),
                hold.program(),
                hold.amount(),
                hold.remaining(),
                hold.captured(),
                hold.released(),
                hold.forfeited(),
                hold.origin(),
                hold.referenceId(),
                hold.status(),
                hold.createdAt(),
                hold.expiresAt(),
                hold.metadata());
    }
}
