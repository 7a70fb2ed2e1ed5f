package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.AMOUNT_EXCEEDS_RELEASABLE;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.hold.ReleaseDecider;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives reserved value back before its time, strictly: never more than is left, and never less than was asked for. */
final class ReserveReleaseDecider {

    private ReserveReleaseDecider() {}

    static Decision decide(LedgerView view, Request request, CreateReserveRelease create) {
        var found = view.reserves().hold(request.accountId(), create.reserveHold());
        if (found.isEmpty()) {
            return ReserveRefusals.activeOwner(view, request)
                    .orElseGet(() -> ReserveRefusals.notFound(create.reserveHold()));
        }
        var hold = found.get();
        var asset = view.asset(hold.assetId())
                .orElseThrow(() -> Invariant.broken("Asset %s is reserved and unknown", hold.assetId()));
        if (create.assetId().isPresent() && !create.assetId().get().equals(asset.id())) {
            return Refused.atField(
                    UNSUITABLE_FIELD,
                    "asset_id",
                    "Expected the asset of the hold, %s, but got %s",
                    asset.id(),
                    create.assetId().get());
        }
        return OperationScope.within(
                view,
                request,
                asRelease(create, asset),
                Needs.ACCOUNT_ACTIVE,
                Optional.empty(),
                scope -> release(scope, create, hold));
    }

    /** It is a release like any other, in the program that the asset was made in. */
    private static Release asRelease(CreateReserveRelease create, Asset asset) {
        return new Release(
                asset.programIds().getFirst(),
                asset.id(),
                "Reserve release",
                create.smallestUnits().map(units -> ReserveRefusals.amount(units, asset.scale())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Decision release(OperationScope scope, CreateReserveRelease create, ReserveHold reserved) {
        var view = scope.view();
        var hold = view.hold(scope.request().accountId(), reserved.assetId(), reserved.id())
                .filter(HoldState::isOpen);
        if (hold.isEmpty()) {
            return Refused.atField(
                    HOLD_NOT_OPEN,
                    "reserve_hold",
                    "Expected a hold with something left to release, but nothing remains in %s",
                    reserved.id());
        }
        var held = Selecting.under(scope, hold.get());
        var refused = Checks.lotsThenLimit(scope, held);
        if (refused.isPresent()) {
            return refused.get();
        }
        var amount = scope.amount().orElse(hold.get().remaining());
        if (amount.exceeds(hold.get().remaining())) {
            return Refused.atField(
                    AMOUNT_EXCEEDS_RELEASABLE,
                    "smallest_units",
                    "Expected at most %s, which is what can be released, but got %s",
                    hold.get().remaining(),
                    amount);
        }

        // From here on the release must succeed.
        var draft = scope.draft(view.nextIds().entry(), EntryType.RESERVE_RELEASE);
        var entry = draft.on(scope.balance());
        ReleaseDecider.releases(
                entry,
                Part.upTo(amount, held.parts()),
                view.now(),
                scope.asset().scale());
        var release = new ReserveRelease(
                draft.nextReserveRelease(),
                reserved.assetId(),
                amount,
                view.now(),
                ReserveCreator.APPLICATION,
                ReserveReleaseReason.HOLD_RELEASED_EARLY,
                Optional.of(reserved.id()),
                Optional.empty(),
                Optional.empty(),
                ReserveMetadata.first(create.metadata()));
        draft.says(new Fact.ReserveReleased(release, List.of(new Fact.ReserveLine(reserved.id(), amount))));
        return new Accepted(draft.toEntry(), new ReserveReleaseFound(ReserveReplies.of(view, release)));
    }

    static Decision decide(LedgerView view, Request request, UpdateReserveRelease update) {
        var found = view.reserves().release(request.accountId(), update.reserveRelease());
        var metadata = found.map(release -> ReserveMetadata.merged(release.metadata(), update.metadata()));
        var refused = metadata.flatMap(ReserveMetadata::refusal)
                .or(() -> ReserveRefusals.owner(view, request))
                .or(() -> found.isEmpty()
                        ? Optional.of(ReserveRefusals.notFound(update.reserveRelease()))
                        : Optional.empty());
        if (refused.isPresent()) {
            return refused.get();
        }

        // From here on the change must succeed.
        var before = found.orElseThrow();
        var after = new ReserveRelease(
                before.id(),
                before.assetId(),
                before.amount(),
                before.createdAt(),
                before.createdBy(),
                before.reason(),
                before.reserveHold(),
                before.reservePlan(),
                before.sourceTransaction(),
                metadata.orElseThrow());
        var result = new ReserveReleaseFound(ReserveReplies.of(view, after));
        return after.equals(before)
                ? new Answered(result)
                : new Accepted(
                        ReserveEntries.saying(view, request, List.of(new Fact.ReserveReleased(after, List.of()))),
                        result);
    }
}
