package dev.sluice.gateway.stripe;

import dev.sluice.gateway.http.RequestIds;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * The filter that puts the headers on every answer which Stripe's clients read: the request's name, and the account that it
 * was about.
 */
@ServerFilter(ErrorEnvelope.PATH + "/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DialectFilter {

    private static final String REQUEST_ID = "Request-Id";

    @ResponseFilter
    void tell(HttpRequest<?> http, MutableHttpResponse<?> answer) {
        answer.header(REQUEST_ID, RequestIds.of(http));
        http.getHeaders()
                .findFirst(StripeAccounts.HEADER)
                .ifPresent(account -> answer.header(StripeAccounts.HEADER, account));
    }
}
