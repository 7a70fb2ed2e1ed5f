package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reserves value that a caller names, and changes what is said of what is reserved. */
final class ReserveHoldDecider {

    private ReserveHoldDecider() {}

    static Decision decide(LedgerView view, Request request, CreateReserveHold create) {
        var outOfBounds = ReleaseDates.refusal(view.reserves().terms(), create.releaseAfter(), view.now(), view.now());
        if (outOfBounds.isPresent()) {
            return outOfBounds.get();
        }
        var asset = view.asset(create.assetId());
        if (asset.isEmpty()) {
            return AccountChecks.assetNotFound(create.assetId());
        }
        var hold = asHold(create, asset.get());
        return OperationScope.within(
                view, request, hold, Needs.ALL_ACTIVE, Optional.empty(), scope -> create(scope, create));
    }

    /** It is a hold like any other, in the program that the asset was made in. */
    private static Hold asHold(CreateReserveHold create, Asset asset) {
        return new Hold(
                asset.programIds().getFirst(),
                asset.id(),
                "Reserve hold",
                Optional.of(ReserveRefusals.amount(create.smallestUnits(), asset.scale())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Decision create(OperationScope scope, CreateReserveHold create) {
        var amount = scope.amount().orElseThrow();
        var selection = Selecting.available(scope, LotFilter.ALL, Optional.empty(), Optional.of(amount));
        var refused = Checks.lotsThenLimit(scope, selection);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (amount.exceeds(selection.total())) {
            return Refused.atField(
                    INSUFFICIENT_BALANCE,
                    "smallest_units",
                    "Expected at least %s available, but there is %s",
                    amount,
                    scope.balance().available());
        }

        // From here on the hold must succeed.
        var view = scope.view();
        var draft = scope.draft(view.nextIds().entry(), EntryType.HOLD);
        var entry = draft.on(scope.balance());
        var id = entry.opensHold(
                scope.command().programId(), amount, HoldOrigin.RESERVE, Optional.empty(), Optional.empty());
        for (var part : selection.parts()) {
            entry.takes(part);
            entry.puts(id, part.lot(), part.amount());
        }
        var hold = new ReserveHold(
                id,
                scope.asset().id(),
                amount,
                view.now(),
                ReserveCreator.APPLICATION,
                ReserveHoldReason.STANDALONE,
                Optional.of(view.reserves().terms().schedule(create.releaseAfter())),
                create.sourceType().orElse(ReserveSourceType.CARD),
                Optional.empty(),
                Optional.empty(),
                ReserveMetadata.first(create.metadata()));
        draft.says(new Fact.ReserveHoldStored(Optional.empty(), hold));
        return new Accepted(
                draft.toEntry(),
                new ReserveHoldFound(ReserveReplies.of(view, scope.request().accountId(), hold, amount)));
    }

    static Decision decide(LedgerView view, Request request, UpdateReserveHold update) {
        var found = view.reserves().hold(request.accountId(), update.reserveHold());
        var metadata = found.map(hold -> ReserveMetadata.merged(hold.metadata(), update.metadata()));
        var refused = update.releaseAfter()
                .flatMap(date -> unfit(view, found, date))
                .or(() -> metadata.flatMap(ReserveMetadata::refusal))
                .or(() -> ReserveRefusals.owner(view, request))
                .or(() -> found.isEmpty()
                        ? Optional.of(ReserveRefusals.notFound(update.reserveHold()))
                        : Optional.empty())
                .or(() -> update.releaseAfter().flatMap(date -> closed(view, request, found.orElseThrow())));
        if (refused.isPresent()) {
            return refused.get();
        }

        // From here on the change must succeed.
        var before = found.orElseThrow();
        var after = new ReserveHold(
                before.id(),
                before.assetId(),
                before.amount(),
                before.createdAt(),
                before.createdBy(),
                before.reason(),
                update.releaseAfter()
                        .map(time -> view.reserves().terms().schedule(time))
                        .or(before::schedule),
                before.sourceType(),
                before.reservePlan(),
                before.sourceCharge(),
                metadata.orElseThrow());
        var result = new ReserveHoldFound(ReserveReplies.of(view, request.accountId(), after));
        return after.equals(before)
                ? new Answered(result)
                : new Accepted(
                        ReserveEntries.saying(
                                view, request, List.of(new Fact.ReserveHoldStored(Optional.empty(), after))),
                        result);
    }

    /** Why the hold can't be released at this date, as far as is known of it. */
    private static Optional<Refused> unfit(LedgerView view, Optional<ReserveHold> hold, Instant date) {
        var terms = view.reserves().terms();
        return hold.flatMap(found -> ReleaseDates.refusal(terms, date, view.now(), found.createdAt()))
                .or(() -> ReleaseDates.tooNear(terms, date, view.now()))
                .or(() -> hold.filter(found -> found.schedule().isEmpty())
                        .map(found -> Refused.atField(
                                UNSUITABLE_FIELD,
                                "release_after",
                                "Expected no date of its own, since the hold follows the fixed date of its plan")));
    }

    private static Optional<Refused> closed(LedgerView view, Request request, ReserveHold hold) {
        return ReserveReplies.remaining(view, request.accountId(), hold).isPositive()
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        HOLD_NOT_OPEN,
                        "reserve_hold",
                        "Expected a hold with something left to release, but nothing remains in %s",
                        hold.id()));
    }
}
