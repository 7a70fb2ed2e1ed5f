package dev.sluice.gateway.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * Finds who calls by {@code X-API-Key: <key>}, {@code Authorization: Bearer <key>}, or {@code Authorization: Basic} with the key
 * as user name and no password, which is how {@code curl -u <key>:} and clients made for Stripe send it. Any of them will do on
 * any call. Two different keys are none.
 */
@Singleton
final class ApiKeyFetcher implements AuthenticationFetcher<HttpRequest<?>> {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

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
        var standard = credentials(request, BEARER)
                .or(() -> credentials(request, BASIC).flatMap(ApiKeyFetcher::userWithoutPassword));
        if (own.isPresent() && standard.isPresent() && !own.equals(standard)) {
            return Optional.empty();
        }
        return own.or(() -> standard);
    }

    private static Optional<String> credentials(HttpRequest<?> request, String scheme) {
        return request.getHeaders()
                .findFirst("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip());
    }

    private static Optional<String> userWithoutPassword(String credentials) {
        try {
            var pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return pair.endsWith(":") ? Optional.of(pair.substring(0, pair.length() - 1)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
