package dev.sluice.cli.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A caller of the questions to history. What is refused, and a gateway that can't be reached, ends the command with what it says. */
public final class PastCaller implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LIMIT = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper mapper = LedgerMapper.create();
    private final String base;
    private final String apiKey;

    public PastCaller(URI base, String apiKey) {
        this.base = base.toString().replaceAll("/+$", "");
        this.apiKey = apiKey;
    }

    /**
     * An answer.
     *
     * @param asOf the time before which all is known that it tells
     */
    public record Told(JsonNode json, Optional<Instant> asOf) {}

    /** Asks once. */
    public Told ask(Query query) throws IOException, InterruptedException {
        var response = send(query, "application/json");
        try (var body = response.body()) {
            return new Told(
                    mapper.readTree(body),
                    response.headers().firstValue("Sluice-As-Of").map(Instant::parse));
        }
    }

    /** Asks for page after page, and gives each to somebody. */
    public void pages(Query query, Consumer<JsonNode> pages) throws IOException, InterruptedException {
        var cursor = Optional.<String>empty();
        do {
            var page = ask(query.with("limit", Integer.toString(LIMIT)).with("cursor", cursor))
                    .json();
            pages.accept(page);
            cursor = Optional.of(page.at("/pagination/next_cursor").asText()).filter(text -> !text.isEmpty());
        } while (cursor.isPresent());
    }

    /** Copies the answer as CSV as it comes. */
    public void csv(Query query, OutputStream to) throws IOException, InterruptedException {
        try (var body = send(query, "text/csv").body()) {
            body.transferTo(to);
            to.flush();
        }
    }

    private HttpResponse<InputStream> send(Query query, String form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + query))
                .header("X-API-Key", apiKey)
                .header("Accept", form)
                .timeout(PATIENCE)
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw refused(response);
            }
            return response;
        } catch (IOException unreachable) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "Expected a gateway at %s, but nothing answers (%s). --url says where it is."
                            .formatted(base, unreachable),
                    unreachable);
        }
    }

    private CommandFailure refused(HttpResponse<InputStream> response) throws IOException {
        try (var body = response.body()) {
            var text = new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            var problem = text.startsWith("{") ? mapper.readTree(text) : mapper.createObjectNode();
            var isOfTheGateway =
                    response.statusCode() >= 500 || response.statusCode() == 401 || response.statusCode() == 403;
            return new CommandFailure(
                    isOfTheGateway ? ExitCode.CANNOT_START : ExitCode.USAGE,
                    "%s says: %s".formatted(base, problem.path("detail").asText("status " + response.statusCode())));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
