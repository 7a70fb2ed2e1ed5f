package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_PLAN_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_RELEASE_NOT_FOUND;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.math.BigDecimal;
import java.util.Optional;

/** The checks that several commands on reserves make, and their words. */
final class ReserveRefusals {

    private ReserveRefusals() {}

    /** Whoever the account belongs to must be there. */
    static Optional<Refused> owner(LedgerView view, Request request) {
        return AccountChecks.ownerOf(view, request).isPresent()
                ? Optional.empty()
                : Optional.of(AccountChecks.notFound(request));
    }

    /** And be ACTIVE, where value is committed or given back. */
    static Optional<Refused> activeOwner(LedgerView view, Request request) {
        return owner(view, request)
                .or(() -> AccountChecks.ownerOf(view, request)
                        .filter(owner -> owner.status() != AccountStatus.ACTIVE)
                        .map(owner -> Refused.because(
                                ACCOUNT_NOT_ACTIVE,
                                "Expected account %s to be ACTIVE, but it is %s",
                                request.accountId(),
                                owner.status())));
    }

    static Refused notFound(HoldId id) {
        return Refused.atField(
                RESERVE_HOLD_NOT_FOUND, "reserve_hold", "Expected a reserve hold of this account, but got %s", id);
    }

    static Refused notFound(ReserveReleaseId id) {
        return Refused.atField(
                RESERVE_RELEASE_NOT_FOUND,
                "reserve_release",
                "Expected a reserve release of this account, but got %s",
                id);
    }

    static Refused notFound(ReservePlanId id) {
        return Refused.atField(
                RESERVE_PLAN_NOT_FOUND, "reserve_plan", "Expected a reserve plan of this account, but got %s", id);
    }

    /** A number of the asset's smallest units as an amount. */
    static Amount amount(long smallestUnits, int scale) {
        return new Amount(BigDecimal.valueOf(smallestUnits, scale));
    }
}
