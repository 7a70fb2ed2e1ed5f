package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.SourceTransactionType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words in which reserves are tested. It is noon on the first of June 2024, and days are of 24 hours. */
abstract class ReserveScenario extends LedgerScenario {

    protected static CreateReserveHold reserve(AssetId asset, long cents, String releaseAfter) {
        return new CreateReserveHold(asset, cents, instant(releaseAfter), Optional.empty(), Map.of());
    }

    protected static CreateReserveRelease release(HoldId hold, long cents) {
        return new CreateReserveRelease(hold, Optional.of(cents), Optional.empty(), Map.of());
    }

    protected static CreateReserveRelease releaseAll(HoldId hold) {
        return new CreateReserveRelease(hold, Optional.empty(), Optional.empty(), Map.of());
    }

    /** A plan of one asset that gives back each charge's share so many days after it. */
    protected static CreateReservePlan rolling(AssetId asset, int percent, int days) {
        return new CreateReservePlan(
                Optional.of(asset), percent, Optional.empty(), Optional.of(days), Optional.empty(), Map.of());
    }

    protected static CreateReservePlan fixed(AssetId asset, int percent, String releaseAfter) {
        return new CreateReservePlan(
                Optional.of(asset),
                percent,
                Optional.of(instant(releaseAfter)),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    protected static Credit charge(AssetId asset, String amount, String name) {
        return new Credit(
                SHOP,
                asset,
                "A charge",
                Amount.parse(amount),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(name),
                Map.of());
    }

    protected static Debit refund(AssetId asset, String amount, String charge) {
        return new Debit(
                SHOP,
                asset,
                "A refund",
                Amount.parse(amount),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SourceTransaction(SourceTransactionType.REFUND, "re_1", charge)),
                Map.of());
    }

    /** Makes the plan and gives its id. */
    protected final ReservePlanId planned(Account account, CreateReservePlan plan) {
        given(account.asks(plan));
        return ((ReservePlanFound) result()).plan().plan().id();
    }

    /** Makes the hold and gives its id. */
    protected final HoldId reserved(Account account, CreateReserveHold hold) {
        given(account.asks(hold));
        return hold().hold().id();
    }

    /** The hold of the last answer. */
    protected final ReserveHoldRow hold() {
        return ((ReserveHoldFound) result()).hold();
    }

    protected final ReserveHoldRow hold(Account account, HoldId id) {
        return ((ReserveHoldFound) answerTo(account, new GetReserveHold(id))).hold();
    }

    protected final ReservePlan plan(Account account, ReservePlanId id) {
        return ((ReservePlanFound) answerTo(account, new GetReservePlan(id)))
                .plan()
                .plan();
    }

    /** The release of the last answer. */
    protected final ReserveReleaseRow release() {
        return ((ReserveReleaseFound) result()).release();
    }

    /** All holds, newest first. */
    protected final List<ReserveHoldRow> holds(Account account) {
        return ((ReserveHoldPage) answerTo(
                        account,
                        new ListReserveHolds(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(100),
                                Optional.empty(),
                                Optional.empty())))
                .data();
    }

    /** All releases, newest first. */
    protected final List<ReserveReleaseRow> releases(Account account) {
        return ((ReserveReleasePage) answerTo(
                        account,
                        new ListReserveReleases(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(100),
                                Optional.empty(),
                                Optional.empty())))
                .data();
    }

    protected static Step disabled(Account account, ReservePlanId plan) {
        return account.asks(new DisableReservePlan(plan));
    }

    protected static Instant at(String time) {
        return instant(time);
    }
}
