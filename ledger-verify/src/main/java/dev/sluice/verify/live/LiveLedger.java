package dev.sluice.verify.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.log.LogUnreadableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** A ledger that runs, asked over HTTP. */
public final class LiveLedger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int ATTEMPTS_MAX = 40;
    private static final String POSITION = "Sluice-Position";
    private static final Set<Integer> WORTH_REPEATING = Set.of(429, 503, 504);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;
    private final String apiKey;

    /** @param apiKey with the scope {@code read} */
    public LiveLedger(URI url, String apiKey) {
        this.base = url.toString().replaceAll("/+$", "");
        this.apiKey = apiKey;
    }

    /** @throws LogUnreadableException where there is no answer */
    JsonNode get(String path) {
        return ask(path).body();
    }

    /** @throws LogUnreadableException where there is no answer */
    LiveAnswer ask(String path) {
        try {
            for (var attempts = 1; ; attempts++) {
                var answer = client.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    return new LiveAnswer(
                            Trees.object(answer.body()), answer.headers().firstValue(POSITION));
                }
                if (attempts == ATTEMPTS_MAX || !WORTH_REPEATING.contains(answer.statusCode())) {
                    throw new LogUnreadableException("Expected an answer from %s%s, but got status %d: %s"
                            .formatted(
                                    base,
                                    path,
                                    answer.statusCode(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
                }
                Thread.sleep(PAUSE);
            }
        } catch (IOException | UnreadableException unreadable) {
            throw new LogUnreadableException(
                    "Expected an answer from %s%s, but got %s".formatted(base, path, unreadable));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnreadableException("Interrupted while asking " + base);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("X-API-Key", apiKey)
                .timeout(PATIENCE)
                .build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
