package dev.sluice.gateway.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Finds who calls by {@code X-API-Key: <key>} or {@code Authorization: Bearer <key>}. Two different keys are none. */
@Singleton
final class ApiKeyFetcher implements AuthenticationFetcher<HttpRequest<?>> {

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;

    ApiKeyFetcher(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return keyOf(request).flatMap(keys::find).map(Publishers::just).orElseGet(Publishers::empty);
    }

    private static Optional<String> keyOf(HttpRequest<?> request) {
        var own = request.getHeaders().findFirst("X-API-Key").map(String::strip);
        var bearer = request.getHeaders()
                .findFirst("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        if (own.isPresent() && bearer.isPresent() && !own.equals(bearer)) {
            return Optional.empty();
        }
        return own.or(() -> bearer);
    }
}
