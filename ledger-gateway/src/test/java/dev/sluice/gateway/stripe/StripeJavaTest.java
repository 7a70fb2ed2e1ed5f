package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.hold;
import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.holdOfPlan;
import static dev.sluice.gateway.stripe.ReserveRows.plan;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.release;
import static dev.sluice.gateway.stripe.ReserveRows.releaseId;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.reserve.Hold;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RequestOptions;
import dev.sluice.gateway.FakeLedger;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe's own Java client, pointed at a gateway. */
class StripeJavaTest {

    /** Of the list that the ledger pages through; ids fall, since the newest comes first. */
    private static final int HOLDS = 25;

    private static final Map<String, Object> HOLD =
            Map.of("amount", 10_000, "currency", "usd", "release_schedule", Map.of("release_after", 1_798_761_600L));

    private static DialectCaller caller;
    private static ReserveClient client;

    @BeforeAll
    static void start() {
        var properties = new HashMap<String, Object>(
                Map.of("sluice.rate-limit.requests-per-second", "1000000", "sluice.rate-limit.burst", "1000000"));
        RunningGateway.putKey(properties, 1, "reader", "r", "read");
        caller = new DialectCaller(properties);
        Stripe.overrideApiBase(base());
        client = new ReserveClient(options(RunningGateway.KEY).build());
    }

    @AfterAll
    static void stop() {
        Stripe.overrideApiBase(Stripe.LIVE_API_BASE);
        caller.close();
    }

    @BeforeEach
    void answer() {
        caller.ledger().forgets();
        caller.ledger().answersEach(StripeJavaTest::answer);
    }

    private static String base() {
        var uri = caller.uri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private static RequestOptions.RequestOptionsBuilder options(String key) {
        return RequestOptions.builder().setApiKey(key).setStripeAccount("ann").setMaxNetworkRetries(0);
    }

    private static Result answer(Operation asked) {
        return switch (asked) {
            case CreateReserveHold create -> new ReserveHoldFound(hold(1));
            case UpdateReserveHold update -> new ReserveHoldFound(hold(1));
            case GetReserveHold get -> new ReserveHoldFound(holdOfPlan(2, 5));
            case ListReserveHolds list -> holdsBehind(list);
            case CreateReserveRelease create -> new ReserveReleaseFound(release(1, 2));
            case UpdateReserveRelease update -> new ReserveReleaseFound(release(1, 2));
            case GetReserveRelease get -> new ReserveReleaseFound(release(1, 2));
            case ListReserveReleases list -> new ReserveReleasePage(List.of(release(1, 2)), false);
            case CreateReservePlan create -> new ReservePlanFound(plan(5));
            case UpdateReservePlan update -> new ReservePlanFound(plan(5));
            case DisableReservePlan disable -> new ReservePlanFound(plan(5));
            case GetReservePlan get -> new ReservePlanFound(plan(5));
            case ListReservePlans list -> new ReservePlanPage(List.of(plan(5)), false);
            default -> throw new AssertionError(asked);
        };
    }

    private static ReserveHoldPage holdsBehind(ListReserveHolds list) {
        var limit = list.limit().orElse(10);
        var before = list.startingAfter()
                .map(id -> IntStream.rangeClosed(1, HOLDS)
                        .filter(number -> new HoldId(uuid(number)).equals(id))
                        .findFirst()
                        .orElseThrow())
                .orElse(HOLDS + 1);
        var rows = IntStream.iterate(before - 1, number -> number > 0, number -> number - 1)
                .limit(limit)
                .mapToObj(ReserveRows::hold)
                .toList();
        return new ReserveHoldPage(rows, before - 1 > limit);
    }

    @Test
    void makes_a_hold_and_reads_each_field() throws StripeException {
        var hold = client.createHold(HOLD);

        assertThat(hold.getId()).isEqualTo(holdId(1));
        assertThat(hold.getObject()).isEqualTo("reserve.hold");
        assertThat(hold.getAmount()).isEqualTo(10_000);
        assertThat(hold.getAmountReleasable()).isEqualTo(9_500);
        assertThat(hold.getCreated()).isEqualTo(1_790_000_000);
        assertThat(hold.getCreatedBy()).isEqualTo("application");
        assertThat(hold.getCurrency()).isEqualTo("usd");
        assertThat(hold.getIsReleasable()).isTrue();
        assertThat(hold.getLivemode()).isFalse();
        assertThat(hold.getMetadata()).isEqualTo(Map.of("order", "17"));
        assertThat(hold.getReason()).isEqualTo("standalone");
        assertThat(hold.getReleaseSchedule().getReleaseAfter()).isEqualTo(1_798_761_600);
        assertThat(hold.getReleaseSchedule().getScheduledRelease()).isEqualTo(1_798_848_000);
        assertThat(hold.getReservePlan()).isNull();
        assertThat(hold.getSourceCharge()).isNull();
        assertThat(hold.getSourceType()).isEqualTo("bank_account");
        assertThat(hold.getLastResponse().requestId()).isNotEmpty();
        var request = caller.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(AccountId.ofParticipant("ann"));
        assertThat(request.operation())
                .isEqualTo(new CreateReserveHold(
                        AssetId.ofSymbol("usd"),
                        10_000L,
                        Instant.parse("2027-01-01T00:00:00Z"),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void makes_updates_and_reads_a_release_with_its_hold_expanded() throws StripeException {
        var made = client.createRelease(Map.of("reserve_hold", holdId(2), "amount", 500));
        var updated = client.updateRelease(made.getId(), Map.of("metadata", Map.of("ticket", "A-3", "old", "")));
        var read = client.retrieveRelease(
                made.getId(), Map.of("expand", List.of("reserve_hold", "reserve_hold.reserve_plan")));

        assertThat(made.getId()).isEqualTo(releaseId(1));
        assertThat(made.getObject()).isEqualTo("reserve.release");
        assertThat(made.getAmount()).isEqualTo(500);
        assertThat(made.getCreatedBy()).isEqualTo("application");
        assertThat(made.getReason()).isEqualTo("hold_released_early");
        assertThat(made.getReleasedAt()).isEqualTo(made.getCreated()).isEqualTo(1_790_000_000);
        assertThat(made.getReserveHold()).isEqualTo(holdId(2));
        assertThat(made.getReserveHoldObject()).isNull();
        assertThat(made.getReservePlan()).isNull();
        assertThat(made.getSourceTransaction()).isNull();
        assertThat(updated.getMetadata()).isEqualTo(Map.of("ticket", "A-3"));
        assertThat(read.getReserveHold()).isEqualTo(holdId(2));
        assertThat(read.getReserveHoldObject().getSourceCharge()).isEqualTo("ch_17");
        assertThat(read.getReserveHoldObject().getReservePlanObject().getPercent())
                .isEqualTo(10);
    }

    @Test
    void makes_updates_reads_lists_and_disables_a_plan() throws StripeException {
        var made = client.createPlan(
                Map.of("percent", 10, "type", "rolling_release", "rolling_release", Map.of("days_after_charge", 30)));
        var updated = client.updatePlan(made.getId(), Map.of("rolling_release", Map.of("expires_on", "")));
        var disabled = client.disablePlan(made.getId());
        var listed = client.listPlans(Map.of("limit", 3));

        assertThat(made.getId()).isEqualTo(planId(5));
        assertThat(made.getStatus()).isEqualTo("active");
        assertThat(made.getType()).isEqualTo("rolling_release");
        assertThat(made.getPercent()).isEqualTo(10);
        assertThat(made.getDisabledAt()).isNull();
        assertThat(made.getFixedRelease()).isNull();
        assertThat(made.getRollingRelease().getDaysAfterCharge()).isEqualTo(30);
        assertThat(made.getRollingRelease().getExpiresOn()).isNull();
        assertThat(updated).isEqualTo(made);
        assertThat(disabled).isEqualTo(made);
        assertThat(client.retrievePlan(made.getId())).isEqualTo(made);
        assertThat(listed.getData()).containsExactly(made);
    }

    @Test
    void turns_the_pages_of_a_list_by_itself_until_the_last() throws StripeException {
        var ids = StreamSupport.stream(
                        client.listHolds(Map.of("limit", 10))
                                .autoPagingIterable()
                                .spliterator(),
                        false)
                .map(Hold::getId)
                .toList();

        assertThat(ids)
                .isEqualTo(IntStream.iterate(HOLDS, number -> number > 0, number -> number - 1)
                        .mapToObj(ReserveRows::holdId)
                        .toList());
        assertThat(caller.ledger().requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.accountId()).isEqualTo(AccountId.ofParticipant("ann")));
    }

    @Test
    void turns_the_pages_of_releases_and_plans() throws StripeException {
        assertThat(client.listReleases(Map.of("reserve_hold", holdId(2))).autoPagingIterable())
                .extracting(HasId::getId)
                .containsExactly(releaseId(1));
        assertThat(client.listPlans(Map.of()).autoPagingIterable())
                .extracting(HasId::getId)
                .containsExactly(planId(5));
    }

    @Test
    void an_update_with_nothing_in_it_clears_metadata() throws StripeException {
        client.updateHold(holdId(1), Map.of("metadata", ""));

        assertThat(caller.asked())
                .isInstanceOfSatisfying(
                        UpdateReserveHold.class,
                        update -> assertThat(update.metadata()).isInstanceOf(Change.Clear.class));
    }

    @Test
    void a_client_object_sends_what_it_has_no_call_for_as_it_is() throws StripeException {
        var raw = StripeClient.builder()
                .setApiKey(RunningGateway.KEY)
                .setApiBase(base())
                .setStripeAccount("ann")
                .build();

        var response = raw.rawRequest(
                RequestMethod.POST,
                "/v1/reserve/holds",
                "amount=10000&currency=usd&release_schedule[release_after]=1798761600");

        assertThat(response.code()).isEqualTo(200);
        assertThat(raw.deserialize(response.body(), ApiMode.V1)).isInstanceOf(Hold.class);
        assertThat(caller.ledger().onlyRequest().idempotencyKey().value()).isNotEmpty();
    }

    @Test
    void a_fault_of_the_caller_has_its_code_and_parameter() {
        var unknown =
                catchThrowableOfType(InvalidRequestException.class, () -> client.createHold(Map.of("colour", "red")));
        var invalid = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.createHold(Map.of("amount", 1, "currency", "usd", "release_schedule", Map.of())));
        var noId =
                catchThrowableOfType(InvalidRequestException.class, () -> client.retrieveHold("reshold_17", Map.of()));

        assertThat(unknown.getCode()).isEqualTo("parameter_unknown");
        assertThat(unknown.getParam()).isEqualTo("colour");
        assertThat(invalid.getCode()).isEqualTo("missing_field");
        assertThat(invalid.getParam()).isEqualTo("release_schedule[release_after]");
        assertThat(noId.getStatusCode()).isEqualTo(404);
        assertThat(noId.getCode()).isEqualTo("reserve_hold_not_found");
        assertThat(noId.getRequestId()).isNotEmpty();
    }

    @Test
    void what_the_state_of_the_account_refuses_is_a_fault_of_the_caller_too() {
        caller.ledger()
                .refuses(Rejection.atField(
                        RejectionCode.AMOUNT_EXCEEDS_RELEASABLE,
                        "#/smallest_units",
                        "Expected at most 95.00, which is what can be released, but got 100.00"));

        var refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.createRelease(Map.of("reserve_hold", holdId(1), "amount", 10_000)));

        assertThat(refused.getCode()).isEqualTo("amount_exceeds_releasable");
        assertThat(refused.getParam()).isEqualTo("amount");
        assertThat(refused.getMessage()).contains("Expected at most 95.00");
    }

    @Test
    void a_key_that_was_used_for_something_else_is_told_as_such() {
        caller.ledger().refuses(Rejection.because(RejectionCode.IDEMPOTENCY_CONFLICT, "Expected the same request"));
        var keyed = new ReserveClient(
                options(RunningGateway.KEY).setIdempotencyKey("k1").build());

        assertThat(catchThrowableOfType(IdempotencyException.class, () -> keyed.createHold(HOLD))
                        .getCode())
                .isEqualTo("idempotency_conflict");
        assertThat(caller.ledger().onlyRequest().idempotencyKey().value()).isEqualTo("k1");
    }

    @Test
    void a_wrong_key_and_a_missing_scope_have_their_exceptions() {
        var stranger = new ReserveClient(options("nobody").build());
        var reader = new ReserveClient(options("r").build());

        assertThat(catchThrowableOfType(AuthenticationException.class, () -> stranger.createHold(HOLD))
                        .getCode())
                .isEqualTo("unauthorized");
        assertThat(catchThrowableOfType(PermissionException.class, () -> reader.createHold(HOLD))
                        .getCode())
                .isEqualTo("forbidden");
    }

    @Test
    void an_unknown_outcome_is_a_fault_of_the_server() {
        caller.ledger().fails(new LedgerFailure.Pending("Expected the reply, but it has not come yet"));

        var failed = catchThrowableOfType(ApiException.class, () -> client.createHold(HOLD));

        assertThat(failed.getStatusCode()).isEqualTo(504);
        assertThat(failed.getCode()).isEqualTo("result_pending");
    }

    @Test
    void a_repeated_attempt_has_the_same_key() throws StripeException {
        var fails = new AtomicInteger(1);
        caller.ledger()
                .answersFutures(request -> fails.getAndDecrement() > 0
                        ? CompletableFuture.failedFuture(
                                new LedgerFailure.Pending("Expected the reply, but it has not come yet"))
                        : CompletableFuture.completedFuture(
                                new Answer(FakeLedger.completed(request, answer(request.operation())), true)));
        var patient = new ReserveClient(
                options(RunningGateway.KEY).setMaxNetworkRetries(1).build());

        var hold = patient.createHold(HOLD);

        assertThat(hold.getId()).isEqualTo(holdId(1));
        assertThat(caller.ledger().requests())
                .hasSize(2)
                .extracting(Request::idempotencyKey)
                .containsOnly(caller.ledger().requests().getFirst().idempotencyKey());
        assertThat(hold.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
    }

    @Test
    void a_rate_limit_has_its_exception() {
        try (var slow = new DialectCaller(
                Map.of("sluice.rate-limit.requests-per-second", "1", "sluice.rate-limit.burst", "1"))) {
            slow.ledger().answersEach(StripeJavaTest::answer);
            var other = new ReserveClient(options(RunningGateway.KEY)
                    .setBaseUrl(slow.uri().toString().replaceAll("/$", ""))
                    .build());

            var refused = catchThrowableOfType(RateLimitException.class, () -> {
                for (var call = 0; call < 5; call++) {
                    other.createHold(HOLD);
                }
            });

            assertThat(refused.getCode()).isEqualTo("too_many_requests");
            assertThat(refused.getStripeError().getType()).isEqualTo("rate_limit_error");
        }
    }
}
