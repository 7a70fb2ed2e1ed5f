package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Questions about reserves, with pages that begin and end anywhere. */
final class ReserveQuestionRequests {

    private static final Optional<Integer> MOST = Optional.of(100);

    private final Chance chance;

    ReserveQuestionRequests(Chance chance) {
        this.chance = chance;
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(8, GetReserveHold.class, () -> new GetReserveHold(ReserveRequests.hold(chance)));
        makers.make(12, GetReserveRelease.class, () -> new GetReserveRelease(ReserveRequests.release(chance)));
        makers.make(12, GetReservePlan.class, () -> new GetReservePlan(ReserveRequests.plan(chance)));
        makers.make(
                16,
                ListReserveHolds.class,
                () -> between(
                        ReserveRequests::hold,
                        (after, before) -> new ListReserveHolds(
                                chance.sometimes(4, () -> chance.asset.id),
                                chance.sometimes(3, () -> chance.isOneIn(2)),
                                chance.sometimes(3, () -> ReserveRequests.plan(chance)),
                                chance.sometimes(3, () -> ReserveRequests.release(chance)),
                                limit(),
                                after,
                                before)));
        makers.make(
                24,
                ListReserveReleases.class,
                () -> between(
                        ReserveRequests::release,
                        (after, before) -> new ListReserveReleases(
                                chance.sometimes(4, () -> chance.asset.id),
                                chance.sometimes(3, () -> ReserveRequests.hold(chance)),
                                chance.sometimes(3, () -> ReserveRequests.plan(chance)),
                                limit(),
                                after,
                                before)));
        makers.make(
                12,
                ListReservePlans.class,
                () -> between(
                        ReserveRequests::plan,
                        (after, before) -> new ListReservePlans(
                                chance.sometimes(4, () -> chance.asset.id),
                                chance.sometimes(3, () -> chance.oneOf(ReservePlanStatus.values())),
                                limit(),
                                after,
                                before)));
    }

    private Optional<Integer> limit() {
        return chance.sometimes(1.2, () -> chance.oneOf(1, 2, 3, 100));
    }

    private interface ListBetween<I, T> {
        T of(Optional<I> startingAfter, Optional<I> endingBefore);
    }

    /** A page after one, before one, or from the beginning. */
    private <I, T> T between(Function<Chance, I> one, ListBetween<I, T> list) {
        return switch (chance.random.nextInt(3)) {
            case 0 -> list.of(Optional.of(one.apply(chance)), Optional.empty());
            case 1 -> list.of(Optional.empty(), Optional.of(one.apply(chance)));
            default -> list.of(Optional.empty(), Optional.empty());
        };
    }

    /** All that can be asked of an account's reserves: each list, the lists of each thing, and pages in both directions. */
    static List<Operation> everything(Surroundings known, AccountId account) {
        var questions = new ArrayList<Operation>();
        questions.add(new ListReserveHolds(none(), none(), none(), none(), MOST, none(), none()));
        questions.add(new ListReserveReleases(none(), none(), none(), MOST, none(), none()));
        questions.add(new ListReservePlans(none(), none(), MOST, none(), none()));
        for (var hold : known.reserveHolds(account)) {
            questions.add(new GetReserveHold(hold));
            questions.add(new ListReserveReleases(none(), Optional.of(hold), none(), MOST, none(), none()));
            questions.add(
                    new ListReserveHolds(none(), none(), none(), none(), Optional.of(2), Optional.of(hold), none()));
        }
        for (var release : known.reserveReleases(account)) {
            questions.add(new GetReserveRelease(release));
            questions.add(new ListReserveHolds(none(), none(), none(), Optional.of(release), MOST, none(), none()));
            questions.add(
                    new ListReserveReleases(none(), none(), none(), Optional.of(2), none(), Optional.of(release)));
        }
        for (var plan : known.reservePlans(account)) {
            questions.add(new GetReservePlan(plan));
            questions.add(new ListReserveHolds(none(), none(), Optional.of(plan), none(), MOST, none(), none()));
            questions.add(new ListReserveReleases(none(), none(), Optional.of(plan), MOST, none(), none()));
        }
        return questions;
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}
