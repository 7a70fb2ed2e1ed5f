package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.hold;
import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.holdOfPlan;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.releaseId;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldCallsTest {

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
        caller.ledger().answers(new ReserveHoldFound(hold(1)));
    }

    @Test
    void a_form_makes_a_hold_of_the_platform_account() {
        var answer = caller.post(
                "/holds",
                "amount=10000&currency=usd&release_schedule[release_after]=1798761600&source_type=bank_account"
                        + "&metadata[order]=17&metadata[empty]=&expand[]=reserve_plan",
                "Idempotency-Key",
                "k1");

        caller.ok(answer);
        assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
        var request = caller.ledger().onlyRequest();
        assertThat(request.accountId()).isEqualTo(AccountId.ofParticipant("shop"));
        assertThat(request.accountKind()).contains(AccountKind.PARTICIPANT);
        assertThat(request.idempotencyKey().value()).isEqualTo("k1");
        assertThat(request.operation())
                .isEqualTo(new CreateReserveHold(
                        AssetId.ofSymbol("usd"),
                        10_000L,
                        Instant.parse("2027-01-01T00:00:00Z"),
                        Optional.of(ReserveSourceType.BANK_ACCOUNT),
                        Map.of("order", "17")));
    }

    @Test
    void json_makes_the_same_and_a_currency_is_the_same_in_upper_case() {
        caller.ok(caller.postJson("/holds", """
            {"amount": 10000, "currency": "USD", "release_schedule": {"release_after": 1798761600},
             "source_type": null, "metadata": {"order": "17", "empty": "", "none": null}, "expand": ["reserve_plan"]}\
            """));

        assertThat(caller.asked())
                .isEqualTo(new CreateReserveHold(
                        AssetId.ofSymbol("usd"),
                        10_000L,
                        Instant.parse("2027-01-01T00:00:00Z"),
                        Optional.empty(),
                        Map.of("order", "17")));
    }

    @Test
    void a_hold_is_written_field_by_field() {
        var written = caller.ok(caller.get("/holds/" + holdId(1)));

        assertThat(written).isEqualTo(caller.json("""
            {"id": "%s", "object": "reserve.hold", "amount": 10000, "amount_releasable": 9500,
             "created": 1790000000, "created_by": "application", "currency": "usd", "is_releasable": true,
             "livemode": false, "metadata": {"order": "17"}, "reason": "standalone",
             "release_schedule": {"release_after": 1798761600, "scheduled_release": 1798848000},
             "reserve_plan": null, "source_charge": null, "source_type": "bank_account"}\
            """.formatted(holdId(1))));
        assertThat(caller.asked()).isEqualTo(new GetReserveHold(new HoldId(uuid(1))));
    }

    @Test
    void a_hold_that_a_plan_took_and_that_is_used_up_says_so() {
        caller.ledger().answers(new ReserveHoldFound(holdOfPlan(1, 2)));

        var written = caller.ok(caller.get("/holds/" + holdId(1)));

        assertThat(written.path("amount_releasable").asInt(-1)).isZero();
        assertThat(written.path("is_releasable").asBoolean(true)).isFalse();
        assertThat(written.path("created_by").asText()).isEqualTo("stripe");
        assertThat(written.path("reason").asText()).isEqualTo("charge");
        assertThat(written.path("reserve_plan").asText()).isEqualTo(planId(2));
        assertThat(written.path("source_charge").asText()).isEqualTo("ch_17");
    }

    @Test
    void a_change_keeps_what_is_not_given() {
        caller.ok(caller.post("/holds/" + holdId(1), ""));

        assertThat(caller.asked())
                .isEqualTo(new UpdateReserveHold(new HoldId(uuid(1)), Optional.empty(), new Change.Keep<>()));
    }

    @Test
    void a_change_sets_and_unsets_metadata_by_its_keys() {
        caller.ok(caller.post(
                "/holds/" + holdId(1), "release_schedule[release_after]=1798761600&metadata[a]=1&metadata[b]="));

        assertThat(caller.asked())
                .isEqualTo(new UpdateReserveHold(
                        new HoldId(uuid(1)),
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        new Change.Set<>(Map.of("a", "1", "b", ""))));
    }

    @Test
    void empty_metadata_clears_all_of_it() {
        for (var empty : List.of("metadata=", "metadata")) {
            caller.ledger().forgets();

            caller.ok(caller.post("/holds/" + holdId(1), empty));

            assertThat(caller.asked())
                    .isEqualTo(new UpdateReserveHold(new HoldId(uuid(1)), Optional.empty(), new Change.Clear<>()));
        }
        caller.ledger().forgets();

        caller.ok(caller.postJson("/holds/" + holdId(1), "{\"metadata\": null}"));

        assertThat(caller.asked())
                .isInstanceOfSatisfying(
                        UpdateReserveHold.class,
                        update -> assertThat(update.metadata()).isEqualTo(new Change.Clear<>()));
    }

    @Test
    void a_list_has_its_filters_and_its_page() {
        caller.ledger().answers(new ReserveHoldPage(List.of(hold(3), hold(2)), true));

        var list = caller.ok(caller.get("/holds?currency=usd&is_releasable=true&reserve_plan=" + planId(4)
                + "&reserve_release=" + releaseId(5) + "&limit=2&starting_after=" + holdId(9)));

        assertThat(list.fieldNames()).toIterable().containsExactly("object", "data", "has_more", "url");
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("has_more").asBoolean()).isTrue();
        assertThat(list.path("url").asText()).isEqualTo("/v1/reserve/holds");
        assertThat(list.path("data").findValuesAsText("id")).containsExactly(holdId(3), holdId(2));
        assertThat(caller.asked())
                .isEqualTo(new ListReserveHolds(
                        Optional.of(AssetId.ofSymbol("usd")),
                        Optional.of(true),
                        Optional.of(new ReservePlanId(uuid(4))),
                        Optional.of(new ReserveReleaseId(uuid(5))),
                        Optional.of(2),
                        Optional.of(new HoldId(uuid(9))),
                        Optional.empty()));
    }

    @Test
    void a_list_without_parameters_leaves_the_size_of_a_page_to_the_ledger() {
        caller.ledger().answers(new ReserveHoldPage(List.of(), false));

        var list = caller.ok(caller.get("/holds"));

        assertThat(list).isEqualTo(caller.json("""
            {"object": "list", "data": [], "has_more": false, "url": "/v1/reserve/holds"}\
            """));
        assertThat(caller.asked())
                .isEqualTo(new ListReserveHolds(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
