package dev.sluice.cli.torture.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gateways as their callers know them. */
final class Gateways implements AutoCloseable {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

    private final List<URI> addresses;
    private final String apiKey;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    Gateways(List<URI> addresses, String apiKey) {
        this.addresses = List.copyOf(addresses);
        this.apiKey = apiKey;
    }

    /**
     * Absent where there was no answer: it is not known what became of the call.
     *
     * @param number of the gateway; one behind the last is the first again
     * @param patience after it the caller hangs up
     */
    Optional<Answer> call(Call call, int number, Duration patience) {
        try {
            var answer = client.send(
                    request(call, addresses.get(Math.floorMod(number, addresses.size())), patience),
                    BodyHandlers.ofString());
            return Optional.of(new Answer(answer.statusCode(), answer.body()));
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpRequest request(Call call, URI gateway, Duration patience) {
        var request = HttpRequest.newBuilder(gateway.resolve(call.path()))
                .timeout(patience)
                .header("X-API-Key", apiKey)
                .method(
                        call.method(),
                        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        if (!call.body().isEmpty()) {
            request.header(
                    "Content-Type",
                    call.owner().isPresent() ? "application/x-www-form-urlencoded" : "application/json");
        }
        call.key().ifPresent(key -> request.header("Idempotency-Key", key));
        call.owner().ifPresent(owner -> request.header("Stripe-Account", owner));
        return request.build();
    }

    @Override
    public void close() {
        client.close();
    }
}
