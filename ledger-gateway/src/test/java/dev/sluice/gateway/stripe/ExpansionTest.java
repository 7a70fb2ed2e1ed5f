package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.holdOfPlan;
import static dev.sluice.gateway.stripe.ReserveRows.plan;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.release;
import static dev.sluice.gateway.stripe.ReserveRows.releaseId;
import static dev.sluice.gateway.stripe.ReserveRows.releaseOfPlan;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeLedger;
import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases 1 and 2 are of hold 3, which plan 5 took; release 4 is of plan 5 itself. */
class ExpansionTest {

    private static final GetReserveHold HOLD = new GetReserveHold(new HoldId(uuid(3)));
    private static final GetReservePlan PLAN = new GetReservePlan(new ReservePlanId(uuid(5)));

    private static DialectCaller caller;

    @BeforeAll
    static void start() {
        caller = new DialectCaller();
    }

    @AfterAll
    static void stop() {
        caller.close();
    }

    @BeforeEach
    void forget() {
        caller.ledger().forgets();
        caller.ledger().answersEach(ExpansionTest::answer);
    }

    private static Result answer(Operation asked) {
        return switch (asked) {
            case GetReserveRelease get -> new ReserveReleaseFound(release(1, 3));
            case CreateReserveRelease create -> new ReserveReleaseFound(release(1, 3));
            case GetReserveHold get -> new ReserveHoldFound(holdOfPlan(3, 5));
            case GetReservePlan get -> new ReservePlanFound(plan(5));
            case ListReserveHolds list -> new ReserveHoldPage(List.of(holdOfPlan(3, 5), holdOfPlan(6, 5)), false);
            case ListReserveReleases list ->
                new ReserveReleasePage(List.of(release(1, 3), release(2, 3), releaseOfPlan(4, 5)), false);
            default -> throw new AssertionError(asked);
        };
    }

    @Test
    void shows_the_hold_of_a_release_with_the_id_of_its_plan() {
        var written = caller.ok(caller.get("/releases/" + releaseId(1) + "?expand[]=reserve_hold"));

        assertThat(written.at("/reserve_hold/object").asText()).isEqualTo("reserve.hold");
        assertThat(written.at("/reserve_hold/id").asText()).isEqualTo(holdId(3));
        assertThat(written.at("/reserve_hold/reserve_plan").asText()).isEqualTo(planId(5));
        assertThat(written.path("reserve_plan").isNull()).isTrue();
        assertThat(questions()).containsExactly(HOLD);
    }

    @Test
    void shows_the_plan_in_the_hold_and_with_it_the_hold() {
        var written = caller.ok(caller.get("/releases/" + releaseId(1) + "?expand%5B0%5D=reserve_hold.reserve_plan"));

        assertThat(written.at("/reserve_hold/reserve_plan/object").asText()).isEqualTo("reserve.plan");
        assertThat(written.at("/reserve_hold/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(questions()).containsExactly(HOLD, PLAN);
    }

    @Test
    void asks_for_each_thing_of_a_list_once_of_the_same_account() {
        var list = caller.ok(caller.get(
                "/releases?expand[]=data.reserve_hold.reserve_plan&expand[]=data.reserve_plan",
                "Stripe-Account",
                "ann"));

        assertThat(list.at("/data/0/reserve_hold/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(list.at("/data/1/reserve_hold/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(list.at("/data/2/reserve_hold").isNull()).isTrue();
        assertThat(list.at("/data/2/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(questions()).containsExactly(HOLD, PLAN);
        assertThat(caller.ledger().requests())
                .extracting(Request::accountId, Request::accountKind)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        caller.ledger().requests().getFirst().accountId(),
                        caller.ledger().requests().getFirst().accountKind()));
        assertThat(caller.ledger().requests())
                .extracting(Request::idempotencyKey)
                .doesNotHaveDuplicates();
    }

    @Test
    void shows_the_plans_of_holds() {
        var hold = caller.ok(caller.get("/holds/" + holdId(3) + "?expand[]=reserve_plan"));
        var list = caller.ok(caller.get("/holds?expand[]=data.reserve_plan"));

        assertThat(hold.at("/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(list.at("/data/0/reserve_plan/id").asText()).isEqualTo(planId(5));
        assertThat(list.at("/data/1/reserve_plan/id").asText()).isEqualTo(planId(5));
    }

    @Test
    void a_command_is_expanded_too() {
        var written = caller.ok(caller.post("/releases", "reserve_hold=" + holdId(3) + "&expand[]=reserve_hold"));

        assertThat(written.at("/reserve_hold/object").asText()).isEqualTo("reserve.hold");
    }

    @Test
    void asks_nothing_where_nothing_is_to_be_expanded() {
        caller.ok(caller.get("/releases"));

        assertThat(questions()).isEmpty();
    }

    @Test
    void what_is_there_no_more_stays_an_id() {
        caller.ledger()
                .decides(request -> request.operation() instanceof GetReserveHold
                        ? new Refused(
                                request.accountId(),
                                request.idempotencyKey(),
                                Rejection.because(RejectionCode.RESERVE_HOLD_NOT_FOUND, "Expected a hold"))
                        : FakeLedger.completed(request, answer(request.operation())));

        var written = caller.ok(caller.get("/releases/" + releaseId(1) + "?expand[]=reserve_hold.reserve_plan"));

        assertThat(written.path("reserve_hold").asText()).isEqualTo(holdId(3));
    }

    @Test
    void a_command_that_was_done_is_never_told_as_one_that_was_not() {
        caller.ledger()
                .answersFutures(request -> request.operation() instanceof GetReserveHold
                        ? CompletableFuture.failedFuture(
                                new LedgerFailure.Unavailable("Expected a place, but all are taken"))
                        : CompletableFuture.completedFuture(
                                new Answer(FakeLedger.completed(request, answer(request.operation())), false)));

        var command = caller.post(
                "/releases", "reserve_hold=" + holdId(3) + "&expand[]=reserve_hold", "Idempotency-Key", "k1");
        var question = caller.get("/releases/" + releaseId(1) + "?expand[]=reserve_hold");

        var told = caller.refused(command, 504, "api_error", "result_pending");
        assertThat(told.path("message").asText()).contains("repeat with the idempotency key k1");
        caller.refused(question, 503, "api_error", "ledger_unavailable");
    }

    @ParameterizedTest
    @CsvSource({
        "/releases/%1$s?expand[]=reserve_holds, reserve_holds",
        "/releases/%1$s?expand[]=data.reserve_hold, data.reserve_hold",
        "/releases/%1$s?expand[]=source_transaction, source_transaction",
        "/releases/%1$s?expand[]=a.b.c.d.e, at most 4",
        "/releases/%1$s?expand[]=, but got",
        "/releases/%1$s?expand=reserve_hold, expand[]=value",
        "/releases/%1$s?expand[a][b]=reserve_hold, Expected a text",
        "/releases?expand[]=reserve_hold, reserve_hold",
        "/releases?expand[]=data, one of data.reserve_hold",
        "/holds?expand[]=data.reserve_hold, data.reserve_hold",
        "/plans?expand[]=data.reserve_hold, nothing can be expanded",
    })
    void refuses_what_can_not_be_expanded_and_names_it(String path, String named) {
        var error =
                caller.refused(caller.get(path.formatted(releaseId(1))), 400, "invalid_request_error", "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo("expand");
        assertThat(error.path("message").asText()).contains(named);
        assertThat(caller.ledger().requests()).isEmpty();
    }

    /** What was asked behind the call's own request. */
    private static List<Operation> questions() {
        return caller.ledger().requests().stream()
                .skip(1)
                .map(Request::operation)
                .toList();
    }
}
