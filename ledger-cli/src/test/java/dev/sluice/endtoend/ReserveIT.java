package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stripe.exception.StripeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reserves, on the whole, by Stripe's own Java client. Each test has a shop of its own that has 1000.00 of a currency of its own. */
class ReserveIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private Shop shop;
    private ReserveClient client;

    @BeforeEach
    void openShop() {
        shop = Shop.open(ledger);
        client = shop.client();
    }

    private static long dayAfter(long seconds) {
        return Instant.ofEpochSecond(seconds)
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(1))
                .getEpochSecond();
    }

    @Test
    void a_hold_takes_value_out_of_available_and_tells_each_field() throws StripeException {
        var releaseAfter = Shop.inDays(30);
        var parameters = shop.holdOf(10_000, releaseAfter);
        parameters.put("source_type", "bank_account");
        parameters.put("metadata", Map.of("order", "17"));

        var hold = client.createHold(parameters);

        assertThat(hold.getId()).matches("reshold_[0-9a-f]{32}");
        assertThat(hold.getObject()).isEqualTo("reserve.hold");
        assertThat(hold.getAmount()).isEqualTo(10_000);
        assertThat(hold.getAmountReleasable()).isEqualTo(10_000);
        assertThat(hold.getCreated())
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 60);
        assertThat(hold.getCreatedBy()).isEqualTo("application");
        assertThat(hold.getCurrency()).isEqualTo(shop.currency());
        assertThat(hold.getIsReleasable()).isTrue();
        assertThat(hold.getLivemode()).isFalse();
        assertThat(hold.getMetadata()).isEqualTo(Map.of("order", "17"));
        assertThat(hold.getReason()).isEqualTo("standalone");
        assertThat(hold.getReleaseSchedule().getReleaseAfter()).isEqualTo(releaseAfter);
        assertThat(hold.getReleaseSchedule().getScheduledRelease()).isEqualTo(dayAfter(releaseAfter));
        assertThat(hold.getReservePlan()).isNull();
        assertThat(hold.getSourceCharge()).isNull();
        assertThat(hold.getSourceType()).isEqualTo("bank_account");
        assertThat(client.retrieveHold(hold.getId(), Map.of())).isEqualTo(hold);
        assertThat(shop.balance()).isEqualTo("900.00/100.00");
    }

    @Test
    void a_hold_changes_its_time_and_its_metadata_key_by_key() throws StripeException {
        var parameters = shop.holdOf(10_000, Shop.inDays(30));
        parameters.put("metadata", Map.of("a", "1", "b", "2"));
        var hold = client.createHold(parameters);
        var later = Shop.inDays(60);

        var changed = client.updateHold(
                hold.getId(),
                Map.of("release_schedule", Map.of("release_after", later), "metadata", Map.of("a", "", "c", "3")));
        var cleared = client.updateHold(hold.getId(), Map.of("metadata", ""));

        assertThat(changed.getReleaseSchedule().getReleaseAfter()).isEqualTo(later);
        assertThat(changed.getReleaseSchedule().getScheduledRelease()).isEqualTo(dayAfter(later));
        assertThat(changed.getMetadata()).isEqualTo(Map.of("b", "2", "c", "3"));
        assertThat(cleared.getMetadata()).isEmpty();
        assertThat(cleared.getReleaseSchedule()).isEqualTo(changed.getReleaseSchedule());
    }

    @Test
    void a_release_gives_back_an_amount_or_all_that_is_left_and_tells_each_field() throws StripeException {
        var hold = shop.newHold(10_000);

        var part = client.createRelease(Map.of(
                "reserve_hold",
                hold.getId(),
                "amount",
                500,
                "currency",
                shop.currency(),
                "metadata",
                Map.of("t", "A-3")));
        var rest = client.createRelease(Map.of("reserve_hold", hold.getId(), "expand", List.of("reserve_hold")));

        assertThat(part.getId()).matches("resrel_[0-9a-f]{32}");
        assertThat(part.getObject()).isEqualTo("reserve.release");
        assertThat(part.getAmount()).isEqualTo(500);
        assertThat(part.getCreatedBy()).isEqualTo("application");
        assertThat(part.getCurrency()).isEqualTo(shop.currency());
        assertThat(part.getLivemode()).isFalse();
        assertThat(part.getMetadata()).isEqualTo(Map.of("t", "A-3"));
        assertThat(part.getReason()).isEqualTo("hold_released_early");
        assertThat(part.getReleasedAt()).isEqualTo(part.getCreated());
        assertThat(part.getReserveHold()).isEqualTo(hold.getId());
        assertThat(part.getReservePlan()).isNull();
        assertThat(part.getSourceTransaction()).isNull();
        assertThat(client.retrieveRelease(part.getId(), Map.of())).isEqualTo(part);
        assertThat(client.updateRelease(part.getId(), Map.of("metadata", Map.of("t", "", "u", "1")))
                        .getMetadata())
                .isEqualTo(Map.of("u", "1"));
        assertThat(rest.getAmount()).isEqualTo(9_500);
        assertThat(rest.getReserveHoldObject().getAmount()).isEqualTo(10_000);
        assertThat(rest.getReserveHoldObject().getAmountReleasable()).isZero();
        assertThat(rest.getReserveHoldObject().getIsReleasable()).isFalse();
        assertThat(shop.balance()).isEqualTo("1000.00/0.00");
    }

    @Test
    void a_plan_takes_its_share_of_each_charge_until_it_is_disabled() throws StripeException {
        var plan = client.createPlan(Map.of(
                "percent",
                10,
                "currency",
                shop.currency(),
                "type",
                "rolling_release",
                "rolling_release",
                Map.of("days_after_charge", 30)));

        shop.charge("50.05", "ch_1");

        assertThat(shop.balance()).isEqualTo("1045.05/5.00");
        var taken = client.listHolds(Map.of("reserve_plan", plan.getId(), "expand", List.of("data.reserve_plan")))
                .getData();
        assertThat(taken).singleElement().satisfies(hold -> {
            assertThat(hold.getAmount()).isEqualTo(500);
            assertThat(hold.getCreatedBy()).isEqualTo("stripe");
            assertThat(hold.getReason()).isEqualTo("charge");
            assertThat(hold.getSourceCharge()).isEqualTo("ch_1");
            assertThat(hold.getReservePlanObject()).isEqualTo(plan);
        });

        var disabled = client.disablePlan(plan.getId());

        assertThat(disabled.getStatus()).isEqualTo("disabling");
        assertThat(client.disablePlan(plan.getId()).getStatus()).isEqualTo("disabled");
        assertThat(client.retrievePlan(plan.getId()).getDisabledAt()).isNotNull();
        assertThat(shop.balance()).isEqualTo("1050.05/0.00");
        assertThat(client.listReleases(Map.of("reserve_plan", plan.getId())).getData())
                .singleElement()
                .satisfies(release -> {
                    assertThat(release.getAmount()).isEqualTo(500);
                    assertThat(release.getCreatedBy()).isEqualTo("stripe");
                    assertThat(release.getReason()).isEqualTo("plan_disabled");
                    assertThat(release.getReserveHold())
                            .isEqualTo(taken.getFirst().getId());
                    assertThat(release.getReservePlan()).isEqualTo(plan.getId());
                });
    }

    @Test
    void a_plan_tells_each_field_and_changes() throws StripeException {
        var date = Shop.inDays(30);
        var plan = client.createPlan(
                Map.of("percent", 10, "type", "fixed_release", "fixed_release", Map.of("release_after", date)));

        var changed = client.updatePlan(
                plan.getId(), Map.of("percent", 20, "fixed_release", Map.of("release_after", Shop.inDays(40))));

        assertThat(plan.getId()).matches("resplan_[0-9a-f]{32}");
        assertThat(plan.getObject()).isEqualTo("reserve.plan");
        assertThat(plan.getCreatedBy()).isEqualTo("application");
        assertThat(plan.getCurrency()).isNull();
        assertThat(plan.getDisabledAt()).isNull();
        assertThat(plan.getLivemode()).isFalse();
        assertThat(plan.getMetadata()).isEmpty();
        assertThat(plan.getPercent()).isEqualTo(10);
        assertThat(plan.getStatus()).isEqualTo("active");
        assertThat(plan.getType()).isEqualTo("fixed_release");
        assertThat(plan.getFixedRelease().getReleaseAfter()).isEqualTo(date);
        assertThat(plan.getFixedRelease().getScheduledRelease()).isEqualTo(dayAfter(date));
        assertThat(plan.getRollingRelease()).isNull();
        assertThat(changed.getPercent()).isEqualTo(20);
        assertThat(client.listPlans(Map.of()).getData()).containsExactly(changed);
    }

    @Test
    void a_refund_uses_what_is_reserved_of_its_charge() throws StripeException {
        client.createPlan(
                Map.of("percent", 10, "type", "rolling_release", "rolling_release", Map.of("days_after_charge", 30)));
        shop.charge("50.00", "ch_1");

        ok(caller.operate(
                shop.account(),
                "adjust",
                operation(shop.value())
                        .put("type", "DEBIT")
                        .put("amount", "3.00")
                        .set(
                                "source_transaction",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("type", "REFUND")
                                        .put("id", "re_1")
                                        .put("charge", "ch_1"))));

        assertThat(client.listReleases(Map.of()).getData()).singleElement().satisfies(release -> {
            assertThat(release.getAmount()).isEqualTo(300);
            assertThat(release.getReason()).isEqualTo("hold_reversed");
            assertThat(release.getSourceTransaction().getType()).isEqualTo("refund");
            assertThat(release.getSourceTransaction().getRefund()).isEqualTo("re_1");
        });
    }
}
