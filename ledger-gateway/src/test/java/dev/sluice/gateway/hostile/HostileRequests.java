package dev.sluice.gateway.hostile;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.hostile.DocumentedCalls.Call;
import dev.sluice.gateway.hostile.DocumentedCalls.Field;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Requests of somebody who means no good, by chance from what the document says of a call.
 *
 * @param gateway where they go
 * @param known what is put where nothing hostile is, so that a request gets any further
 * @param hostileOneIn one parameter among so many is hostile
 */
public record HostileRequests(URI gateway, Known known, int hostileOneIn) {

    public static final String ID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    /** The values that are no fault. */
    @FunctionalInterface
    public interface Known {

        /** A good value of this parameter of the path or the query; empty to leave it out. */
        Optional<String> value(String name, RandomGenerator chance);
    }

    public HttpRequest request(Call call, RandomGenerator chance) {
        // Rarely in the path, or nothing would get any further.
        var path = Pattern.compile("\\{([^}]+)}")
                .matcher(call.path())
                .replaceAll(match -> chance.nextInt(8) == 0
                        ? encoded(shortened(HostileValues.text(chance))).replace("+", "%20")
                        : known.value(match.group(1), chance)
                                .map(HostileRequests::encoded)
                                .orElse(ID));
        var request = HttpRequest.newBuilder(gateway.resolve(path.replace("//", "/x/") + query(call, chance)))
                .header("X-API-Key", RunningGateway.KEY);
        for (var header : headersOf(call)) {
            if (chance.nextInt(6) == 0) {
                request.header(header, printable(shortened(HostileValues.text(chance))));
            }
        }
        if (call.method().equals("GET") || call.method().equals("DELETE")) {
            return request.method(call.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        var isForm = call.path().startsWith("/v1/reserve") && chance.nextBoolean();
        var body = isForm ? form(call, chance) : json(call, chance);
        return request.header("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json")
                .method(call.method(), HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static List<String> headersOf(Call call) {
        var headers =
                new ArrayList<>(List.of("Idempotency-Key", "X-Request-Id", "traceparent", "Stripe-Account", "Accept"));
        call.headers().stream().filter(name -> !headers.contains(name)).forEach(headers::add);
        return headers;
    }

    private String query(Call call, RandomGenerator chance) {
        var given = new ArrayList<String>();
        for (var name : call.parameters()) {
            if (chance.nextInt(hostileOneIn) == 0) {
                given.add(encoded(named(name, chance)) + "=" + encoded(shortened(HostileValues.text(chance))));
            } else {
                known.value(name, chance).ifPresent(value -> given.add(encoded(name) + "=" + encoded(value)));
            }
        }
        if (chance.nextInt(10) == 0) {
            given.add(encoded(shortened(HostileValues.text(chance))) + "=1");
        }
        return given.isEmpty() ? "" : "?" + String.join("&", given);
    }

    /** Where any key may stand, one that nobody should have. */
    private static String named(String name, RandomGenerator chance) {
        return name.endsWith("[key]") && chance.nextBoolean()
                ? name.replace("[key]", "[" + shortened(HostileValues.text(chance)) + "]")
                : name;
    }

    /** Most fields as they should be, so that those that are not are looked at, one or several at once. */
    private static String json(Call call, RandomGenerator chance) {
        if (chance.nextInt(20) == 0) {
            return HostileValues.json(chance);
        }
        var fields = new ArrayList<String>();
        for (var field : call.fields()) {
            switch (chance.nextInt(6)) {
                case 0 -> fields.add(HostileValues.quoted(field.name()) + ":" + HostileValues.json(chance));
                case 1 -> {
                    // Left out.
                }
                default ->
                    plausible(field, chance)
                            .forEach(value -> fields.add(HostileValues.quoted(field.name()) + ":" + value));
            }
        }
        if (chance.nextInt(15) == 0) {
            fields.add(HostileValues.quoted(HostileValues.text(chance)) + ":" + HostileValues.json(chance));
        }
        var text = fields.stream().collect(Collectors.joining(",", "{", "}"));
        return chance.nextInt(25) == 0 ? text.substring(0, chance.nextInt(text.length())) : text;
    }

    /** What the document gives as an example, and what it allows at most. */
    private static List<String> plausible(Field field, RandomGenerator chance) {
        var schema = field.schema();
        if (schema.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return List.of(HostileValues.quoted(String.valueOf(values.get(chance.nextInt(values.size())))));
        }
        if ("string".equals(schema.get("type"))) {
            if (schema.get("maxLength") instanceof Integer length && chance.nextBoolean()) {
                return List.of(HostileValues.quoted("\ud83d\ude00".repeat(length / 2)));
            }
            return List.of(
                    schema.containsKey("example")
                            ? HostileValues.quoted(String.valueOf(schema.get("example")))
                            : HostileValues.quoted(field.name().endsWith("id") ? ID : "1.00"));
        }
        return schema.containsKey("example") && schema.get("example") instanceof Number number
                ? List.of(number.toString())
                : List.of();
    }

    private static String form(Call call, RandomGenerator chance) {
        var names = new ArrayList<>(call.fields().stream().map(Field::name).toList());
        names.addAll(
                List.of("expand[]", "metadata[k]", "metadata[", "a[b][c][d]", "release_schedule[release_after]", "]"));
        var given = new ArrayList<String>();
        for (var name : names) {
            if (chance.nextInt(3) == 0) {
                var value = HostileValues.text(chance);
                given.add(name + "=" + (chance.nextInt(8) == 0 ? printable(shortened(value)) : encoded(value)));
            }
        }
        return String.join(chance.nextInt(10) == 0 ? "&&" : "&", given);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A line of a request has 4 KiB; what is longer is another test's. */
    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /** What a client lets through into a header. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
