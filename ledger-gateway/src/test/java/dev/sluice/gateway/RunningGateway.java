package dev.sluice.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The real gateway on a free port, with a fake ledger behind it, and a caller before it. */
public final class RunningGateway implements AutoCloseable {

    public static final String KEY = "test-key-of-all-scopes";

    private final FakeLedger ledger = new FakeLedger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Gateway gateway;

    public RunningGateway() {
        this(Map.of());
    }

    public RunningGateway(Map<String, Object> properties) {
        var all = new HashMap<String, Object>();
        all.put("sluice.http-port", "-1");
        all.put("kafka.enabled", "false");
        all.put("sluice.health.probing", "false");
        putKey(all, 0, "everything", KEY, "read", "write", "admin");
        all.putAll(properties);
        this.gateway =
                Gateway.start(ApplicationContext.builder().properties(all).singletons(ledger));
    }

    /** Puts a key's settings as {@code sluice.keys[index]}. */
    public static void putKey(Map<String, Object> properties, int index, String name, String key, String... scopes) {
        var prefix = "sluice.keys[" + index + "].";
        properties.put(prefix + "name", name);
        properties.put(prefix + "sha256", sha256(key));
        properties.put(prefix + "scopes", List.of(scopes));
    }

    public FakeLedger ledger() {
        return ledger;
    }

    public URI uri() {
        return gateway.uri();
    }

    /** A part of the gateway, by its type. */
    public <T> T part(Class<T> type) {
        return gateway.part(type);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    /** With the key of all scopes, unless the headers name another. */
    public HttpResponse<String> call(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(gateway.uri().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("X-API-Key", KEY);
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public JsonNode json(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }

    public static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
