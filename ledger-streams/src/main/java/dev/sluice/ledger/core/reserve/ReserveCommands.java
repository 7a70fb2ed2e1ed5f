package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;

/** The commands on reserves, each led to the decider that has its rule. */
public final class ReserveCommands {

    private ReserveCommands() {}

    public static Decision decide(LedgerView view, Request request, ReserveCommand command) {
        return switch (command) {
            case CreateReserveHold create -> ReserveHoldDecider.decide(view, request, create);
            case UpdateReserveHold update -> ReserveHoldDecider.decide(view, request, update);
            case CreateReserveRelease create -> ReserveReleaseDecider.decide(view, request, create);
            case UpdateReserveRelease update -> ReserveReleaseDecider.decide(view, request, update);
            case CreateReservePlan create -> ReservePlanDecider.decide(view, request, create);
            case UpdateReservePlan update -> ReservePlanDecider.decide(view, request, update);
            case DisableReservePlan disable -> ReservePlanDecider.decide(view, request, disable);
        };
    }
}
