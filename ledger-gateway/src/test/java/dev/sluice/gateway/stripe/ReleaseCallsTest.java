package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.release;
import static dev.sluice.gateway.stripe.ReserveRows.releaseId;
import static dev.sluice.gateway.stripe.ReserveRows.releaseOfPlan;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCallsTest {

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
        caller.ledger().answers(new ReserveReleaseFound(release(1, 2)));
    }

    @Test
    void a_release_of_all_that_is_left_needs_the_hold_only() {
        caller.ok(caller.post("/releases", "reserve_hold=" + holdId(2)));

        assertThat(caller.asked())
                .isEqualTo(new CreateReserveRelease(new HoldId(uuid(2)), Optional.empty(), Optional.empty(), Map.of()));
    }

    @Test
    void a_release_has_an_amount_a_currency_and_metadata() {
        caller.ok(caller.post(
                "/releases", "reserve_hold=" + holdId(2) + "&amount=500&currency=usd&metadata[ticket]=A-3"));

        assertThat(caller.asked())
                .isEqualTo(new CreateReserveRelease(
                        new HoldId(uuid(2)),
                        Optional.of(500L),
                        Optional.of(AssetId.ofSymbol("usd")),
                        Map.of("ticket", "A-3")));
    }

    @Test
    void a_release_is_written_field_by_field() {
        var written = caller.ok(caller.get("/releases/" + releaseId(1)));

        assertThat(written).isEqualTo(caller.json("""
            {"id": "%s", "object": "reserve.release", "amount": 500, "created": 1790000000,
             "created_by": "application", "currency": "usd", "livemode": false,
             "metadata": {"ticket": "A-3"}, "reason": "hold_released_early", "released_at": 1790000000,
             "reserve_hold": "%s", "reserve_plan": null, "source_transaction": null}\
            """.formatted(releaseId(1), holdId(2))));
        assertThat(caller.asked()).isEqualTo(new GetReserveRelease(new ReserveReleaseId(uuid(1))));
    }

    @Test
    void a_release_by_a_schedule_is_of_no_single_hold() {
        caller.ledger().answers(new ReserveReleaseFound(releaseOfPlan(1, 3)));

        var written = caller.ok(caller.get("/releases/" + releaseId(1)));

        assertThat(written.path("created_by").asText()).isEqualTo("stripe");
        assertThat(written.path("reason").asText()).isEqualTo("bulk_hold_expiry");
        assertThat(written.path("reserve_hold").isNull()).isTrue();
        assertThat(written.path("reserve_plan").asText()).isEqualTo(planId(3));
    }

    @ParameterizedTest
    @CsvSource({"REFUND,refund", "DISPUTE,dispute"})
    void a_release_names_the_refund_or_dispute_that_used_the_reserve(String type, String name) {
        // Read from the wire, as a gateway gets it.
        var reply = """
            {"type": "completed", "version": 1, "account_id": "%1$s", "idempotency_key": "k", "result": {"reserve_release_found": {"release": {
             "release": {"id": "%1$s", "asset_id": "%1$s", "amount": "5.00", "created_at": "2026-09-21T13:33:20Z",
              "created_by": "SYSTEM", "reason": "HOLD_REVERSED", "reserve_hold": "%2$s", "metadata": {},
              "source_transaction": {"type": "%3$s", "id": "re_1", "charge": "ch_1"}}, "symbol": "USD"}}}}\
            """.formatted(uuid(1), uuid(2), type);
        var read = MessageJson.ofReplies(LedgerMapper.create()).read(reply.getBytes(StandardCharsets.UTF_8));
        caller.ledger().decides(request -> read);

        var written = caller.ok(caller.get("/releases/" + releaseId(1)));

        assertThat(written.path("source_transaction"))
                .isEqualTo(caller.json("{\"type\":\"%1$s\",\"%1$s\":\"re_1\"}".formatted(name)));
        assertThat(written.path("reason").asText()).isEqualTo("hold_reversed");
    }

    @Test
    void only_metadata_can_change() {
        caller.ok(caller.post("/releases/" + releaseId(1), "metadata[ticket]=A-4"));

        assertThat(caller.asked())
                .isEqualTo(new UpdateReserveRelease(
                        new ReserveReleaseId(uuid(1)), new Change.Set<>(Map.of("ticket", "A-4"))));
        caller.refused(
                caller.post("/releases/" + releaseId(1), "amount=5"),
                400,
                "invalid_request_error",
                "parameter_unknown");
    }

    @Test
    void a_list_has_its_filters_and_its_page() {
        caller.ledger().answers(new ReserveReleasePage(List.of(release(3, 2)), false));

        var list = caller.ok(caller.get("/releases?currency=usd&reserve_hold=" + holdId(2) + "&reserve_plan="
                + planId(4) + "&limit=100&ending_before=" + releaseId(9)));

        assertThat(list.path("url").asText()).isEqualTo("/v1/reserve/releases");
        assertThat(list.path("has_more").asBoolean(true)).isFalse();
        assertThat(list.path("data").findValuesAsText("id")).containsExactly(releaseId(3));
        assertThat(caller.asked())
                .isEqualTo(new ListReserveReleases(
                        Optional.of(AssetId.ofSymbol("usd")),
                        Optional.of(new HoldId(uuid(2))),
                        Optional.of(new ReservePlanId(uuid(4))),
                        Optional.of(100),
                        Optional.empty(),
                        Optional.of(new ReserveReleaseId(uuid(9)))));
    }
}
