package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.CREATED;
import static dev.sluice.gateway.stripe.ReserveRows.SCHEDULE;
import static dev.sluice.gateway.stripe.ReserveRows.plan;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCallsTest {

    private static final ReservePlanId PLAN = new ReservePlanId(uuid(1));

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
        caller.ledger().answers(new ReservePlanFound(plan(1)));
    }

    @Test
    void a_plan_reserves_for_days_after_each_charge() {
        caller.ok(caller.post(
                "/plans",
                "percent=10&currency=usd&type=rolling_release&rolling_release[days_after_charge]=30"
                        + "&rolling_release[expires_on]=1798761600&metadata[a]=1"));

        assertThat(caller.asked())
                .isEqualTo(new CreateReservePlan(
                        Optional.of(AssetId.ofSymbol("usd")),
                        10,
                        Optional.empty(),
                        Optional.of(30),
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Map.of("a", "1")));
    }

    @Test
    void a_plan_reserves_until_a_fixed_date_and_of_all_currencies() {
        caller.ok(caller.postJson("/plans", """
            {"percent": 10, "type": "fixed_release", "fixed_release": {"release_after": 1798761600}}\
            """));

        assertThat(caller.asked())
                .isEqualTo(new CreateReservePlan(
                        Optional.empty(),
                        10,
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "percent=10, missing_field, type",
        "percent=10&type=manual_release, invalid_field, type",
        "percent=10&type=, invalid_field, type",
        "percent=10&type=fixed_release, missing_field, fixed_release[release_after]",
        "percent=10&type=rolling_release, missing_field, rolling_release[days_after_charge]",
        "percent=10&type=rolling_release&rolling_release[expires_on]=1798761600, missing_field,"
                + " rolling_release[days_after_charge]",
        "percent=10&type=rolling_release&rolling_release[days_after_charge]=30&fixed_release[release_after]=1798761600,"
                + " invalid_field, fixed_release[release_after]",
        "percent=10&type=fixed_release&fixed_release[release_after]=1798761600&rolling_release[days_after_charge]=30,"
                + " invalid_field, rolling_release[days_after_charge]",
        "percent=10&type=fixed_release&fixed_release[release_after]=1798761600&rolling_release[expires_on]=1798761600,"
                + " invalid_field, rolling_release[expires_on]",
        "percent=10&type=fixed_release&fixed_release=1798761600, missing_field, fixed_release[release_after]",
        "type=rolling_release&rolling_release[days_after_charge]=30, missing_field, percent",
        "percent=0&type=rolling_release&rolling_release[days_after_charge]=30, invalid_field, percent",
        "percent=101&type=rolling_release&rolling_release[days_after_charge]=30, invalid_field, percent",
        "percent=12.5&type=rolling_release&rolling_release[days_after_charge]=30, invalid_field, percent",
        "percent=10&type=rolling_release&rolling_release[days_after_charge]=many, invalid_field,"
                + " rolling_release[days_after_charge]",
    })
    void a_plan_has_the_release_of_its_type_and_no_other(String form, String code, String parameter) {
        var error = caller.refused(caller.post("/plans", form), 400, "invalid_request_error", code);

        assertThat(error.path("param").asText()).isEqualTo(parameter);
        assertThat(caller.ledger().requests()).isEmpty();
    }

    @Test
    void a_plan_with_days_is_written_field_by_field() {
        var written = caller.ok(caller.get("/plans/" + planId(1)));

        assertThat(written).isEqualTo(caller.json("""
            {"id": "%s", "object": "reserve.plan", "created": 1790000000, "created_by": "application",
             "currency": "usd", "disabled_at": null, "livemode": false, "metadata": {}, "percent": 10,
             "rolling_release": {"days_after_charge": 30, "expires_on": null}, "status": "active",
             "type": "rolling_release"}\
            """.formatted(planId(1))));
        assertThat(caller.asked()).isEqualTo(new GetReservePlan(PLAN));
    }

    @Test
    void a_plan_with_a_fixed_date_of_all_currencies_is_written_field_by_field() {
        caller.ledger()
                .answers(new ReservePlanFound(plan(
                        1, ReservePlanStatus.DISABLED, Optional.of(SCHEDULE), Optional.empty(), Optional.empty())));

        assertThat(caller.ok(caller.get("/plans/" + planId(1)))).isEqualTo(caller.json("""
            {"id": "%s", "object": "reserve.plan", "created": 1790000000, "created_by": "application",
             "currency": null, "disabled_at": 1790000060, "livemode": false, "metadata": {}, "percent": 10,
             "fixed_release": {"release_after": 1798761600, "scheduled_release": 1798848000},
             "status": "disabled", "type": "fixed_release"}\
            """.formatted(planId(1))));
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE,active", "DISABLING,disabling", "DISABLED,disabled", "EXPIRED,expired"})
    void is_disabled_only_when_all_that_it_took_is_given_back(ReservePlanStatus status, String written) {
        caller.ledger()
                .answers(new ReservePlanFound(plan(
                        1,
                        status,
                        Optional.empty(),
                        Optional.of(new ReservePlan.RollingRelease(3, Optional.of(CREATED))),
                        Optional.of("USD"))));

        var plan = caller.ok(caller.get("/plans/" + planId(1)));

        assertThat(plan.path("status").asText()).isEqualTo(written);
        assertThat(plan.at("/rolling_release/expires_on").asLong()).isEqualTo(1_790_000_000);
    }

    @Test
    void a_change_keeps_what_is_not_given_and_clears_the_end_with_nothing() {
        caller.ok(caller.post("/plans/" + planId(1), "percent=15&rolling_release[expires_on]="));

        assertThat(caller.asked())
                .isEqualTo(new UpdateReservePlan(
                        PLAN,
                        Optional.of(15),
                        Optional.empty(),
                        Optional.empty(),
                        new Change.Clear<>(),
                        new Change.Keep<>()));
    }

    @Test
    void a_change_has_days_an_end_a_date_and_metadata() {
        caller.ok(caller.post(
                "/plans/" + planId(1),
                "rolling_release[days_after_charge]=60&rolling_release[expires_on]=1798761600"
                        + "&fixed_release[release_after]=1798761600&metadata="));

        var time = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(caller.asked())
                .isEqualTo(new UpdateReservePlan(
                        PLAN,
                        Optional.empty(),
                        Optional.of(time),
                        Optional.of(60),
                        new Change.Set<>(time),
                        new Change.Clear<>()));
    }

    @ParameterizedTest
    @CsvSource({"type=fixed_release, type", "currency=eur, currency"})
    void type_and_currency_never_change(String form, String parameter) {
        var error = caller.refused(
                caller.post("/plans/" + planId(1), form), 400, "invalid_request_error", "parameter_unknown");

        assertThat(error.path("param").asText()).isEqualTo(parameter);
    }

    @Test
    void a_plan_is_disabled_with_an_empty_body() {
        caller.ok(caller.post("/plans/" + planId(1) + "/disable", ""));

        assertThat(caller.asked()).isEqualTo(new DisableReservePlan(PLAN));
    }

    @Test
    void a_list_has_its_page() {
        caller.ledger().answers(new ReservePlanPage(List.of(plan(2), plan(1)), true));

        var list = caller.ok(caller.get("/plans?currency=usd&limit=2"));

        assertThat(list.path("url").asText()).isEqualTo("/v1/reserve/plans");
        assertThat(list.path("has_more").asBoolean()).isTrue();
        assertThat(list.path("data").findValuesAsText("id")).containsExactly(planId(2), planId(1));
        assertThat(caller.asked())
                .isEqualTo(new ListReservePlans(
                        Optional.of(AssetId.ofSymbol("usd")),
                        Optional.empty(),
                        Optional.of(2),
                        Optional.empty(),
                        Optional.empty()));
    }
}
