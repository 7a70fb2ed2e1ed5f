package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.reserve.Hold;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists, repeats and refusals of reserves, on the whole, by Stripe's own Java client. */
class ReserveCallsIT {

    private static final int RELEASES = 250;

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

    @Test
    void all_releases_are_paged_through_in_order_while_new_ones_are_made() throws StripeException {
        var hold = shop.newHold(1_000);
        var made = IntStream.range(0, RELEASES)
                .mapToObj(count -> caller.http()
                        .call(
                                HttpMethod.POST,
                                "/v1/reserve/releases",
                                "{\"reserve_hold\":\"%s\",\"amount\":1}"
                                        .formatted(hold.getId())
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of("Stripe-Account", shop.account().toString())))
                .toList()
                .stream()
                .map(answer -> ok(answer.join()).path("id").asText())
                .toList();
        var newestFirst = new ArrayList<>(made);
        newestFirst.sort(Collections.reverseOrder());

        var seen = new ArrayList<String>();
        var pages = client.listReleases(Map.of("reserve_hold", hold.getId(), "limit", 20));
        for (var release : pages.autoPagingIterable()) {
            seen.add(release.getId());
            if (seen.size() % 50 == 0) {
                shop.release(hold, 1);
            }
        }

        assertThat(seen).isEqualTo(newestFirst);
        assertThat(client.listReleases(Map.of("reserve_hold", hold.getId(), "limit", 100))
                        .autoPagingIterable())
                .hasSize(RELEASES + 5);
    }

    @Test
    void a_page_can_be_read_in_both_directions() throws StripeException {
        var ids = new ArrayList<String>();
        for (var amount = 1; amount <= 5; amount++) {
            ids.addFirst(shop.newHold(amount).getId());
        }

        var behind = client.listHolds(Map.of("limit", 2, "starting_after", ids.get(1)));
        var before = client.listHolds(Map.of("limit", 2, "ending_before", ids.get(3)));

        assertThat(behind.getData()).extracting(Hold::getId).containsExactly(ids.get(2), ids.get(3));
        assertThat(behind.getHasMore()).isTrue();
        assertThat(before.getData()).extracting(Hold::getId).containsExactly(ids.get(1), ids.get(2));
        assertThat(before.getHasMore()).isTrue();
        assertThat(client.listHolds(Map.of("is_releasable", false)).getData()).isEmpty();
        assertThat(client.listHolds(Map.of("currency", shop.currency(), "is_releasable", true))
                        .getData())
                .hasSize(5);
    }

    @Test
    void a_repeated_key_makes_one_release_and_another_use_of_it_is_told() throws StripeException {
        var hold = shop.newHold(1_000);
        var keyed = new ReserveClient(
                shop.options().setIdempotencyKey("key-" + hold.getId()).build());
        var parameters = Map.<String, Object>of("reserve_hold", hold.getId(), "amount", 100);

        var first = keyed.createRelease(parameters);
        var second = keyed.createRelease(parameters);
        var conflict = catchThrowableOfType(
                IdempotencyException.class,
                () -> keyed.createRelease(Map.of("reserve_hold", hold.getId(), "amount", 200)));

        assertThat(second).isEqualTo(first);
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
        assertThat(second.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(conflict.getCode()).isEqualTo("idempotency_conflict");
        assertThat(client.retrieveHold(hold.getId(), Map.of()).getAmountReleasable())
                .isEqualTo(900);
    }

    @Test
    void what_can_not_be_done_is_told_by_code_and_parameter() throws StripeException {
        var hold = shop.newHold(1_000);

        assertRefused(() -> shop.release(hold, 1_001), 400, "amount_exceeds_releasable", "amount");
        assertRefused(() -> shop.newHold(10_000_000), 400, "insufficient_balance", "amount");
        assertRefused(() -> shop.newHold(0), 400, "invalid_field", "amount");
        assertRefused(
                () -> client.createHold(shop.holdOf(1, Shop.inDays(1))),
                400,
                "invalid_time",
                "release_schedule[release_after]");
        assertRefused(
                () -> client.createHold(shop.holdOf(1, Shop.inDays(200))),
                400,
                "invalid_time",
                "release_schedule[release_after]");
        assertRefused(
                () -> client.createRelease(Map.of("reserve_hold", hold.getId(), "currency", "xxx")),
                400,
                "unsuitable_field",
                "currency");
        assertRefused(
                () -> client.createRelease(Map.of("reserve_hold", hold.getId(), "colour", "red")),
                400,
                "parameter_unknown",
                "colour");
        assertRefused(() -> client.retrieveHold("reshold_17", Map.of()), 404, "reserve_hold_not_found", "id");
        assertRefused(
                () -> client.retrieveHold("reshold_" + "0".repeat(32), Map.of()), 404, "reserve_hold_not_found", "id");
        assertRefused(
                () -> client.createRelease(Map.of("reserve_hold", "reshold_" + "0".repeat(32))),
                404,
                "reserve_hold_not_found",
                "reserve_hold");
        assertThat(shop.balance()).isEqualTo("990.00/10.00");
    }

    @Test
    void a_stranger_and_a_shop_that_there_is_not_are_told() {
        var stranger =
                new ReserveClient(shop.options().setApiKey("sk_test_nobody").build());
        var elsewhere = new ReserveClient(
                shop.options().setStripeAccount("no-such-shop").build());

        assertThat(catchThrowableOfType(AuthenticationException.class, () -> stranger.listHolds(Map.of())))
                .isNotNull();
        assertRefused(() -> elsewhere.listHolds(Map.of()), 404, "account_not_found", null);
    }

    private static void assertRefused(ThrowingCallable call, int status, String code, String parameter) {
        var refused = catchThrowableOfType(InvalidRequestException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.getCode()).as(refused.getMessage()).isEqualTo(code);
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getParam()).isEqualTo(parameter);
        assertThat(refused.getRequestId()).isNotEmpty();
    }
}
