package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.node.HealthAddressFile;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice stuck}. */
@Command(
        name = "stuck",
        description =
                "Show which partitions of a running ledger make no progress, and what has waited for long inside it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nWhat to do about it:%n",
        footer = "  docs/operations.md has each reason, under \"When something is stuck\".")
final class StuckCommand implements Callable<Integer> {

    private static final URI URL_DEFAULT = URI.create("http://127.0.0.1:8081");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where an instance of the ledger tells of its health; as often as there are instances, since each"
                        + " knows its own partitions (default: that of the node in --data, or http://127.0.0.1:8081).")
    private List<URI> urls = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = NodeOptions.DATA_DEFAULT,
            description = "The data folder of a node on this machine (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "For how long something must have waited inside the ledger to be shown (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration olderThan;

    @Option(names = "--json", description = "Print what each instance says as it is, one line each.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var addresses =
                urls.isEmpty() ? List.of(HealthAddressFile.in(data).read().orElse(URL_DEFAULT)) : urls;
        var answers = new ArrayList<JsonNode>();
        for (var address : addresses) {
            answers.add(ask(address));
        }
        var table = Table.withColumns("partition", "what", "id", "account", "since", "for", "why");
        var rows = 0;
        for (var answer : answers) {
            rows += addRows(table, answer);
        }
        if (json) {
            answers.forEach(System.out::println);
        } else {
            System.out.println(rows == 0 ? "Nothing is stuck." : table.toString());
        }
        return rows == 0 ? ExitCode.OK : ExitCode.DIFFERS;
    }

    private int addRows(Table table, JsonNode answer) {
        var at = Instant.parse(answer.path("at").asText());
        var rows = 0;
        for (var standstill : answer.path("standing_still")) {
            var row = new Row(
                    standstill.path("partition").asInt(),
                    standstill.path("reason").asText());
            add(table, row, placeOf(standstill), standstill, at, "fault");
            rows++;
        }
        for (var open : answer.path("oldest")) {
            if (sinceOf(open).isBefore(at.minus(olderThan))) {
                var row = new Row(
                        open.path("partition").asInt(), open.path("kind").asText());
                add(table, row, open.path("id").asText(), open, at, "detail");
                rows++;
            }
        }
        return rows;
    }

    private record Row(int partition, String what) {}

    private static void add(Table table, Row row, String id, JsonNode thing, Instant at, String why) {
        var since = sinceOf(thing);
        table.row(
                row.partition(),
                row.what().replace('_', ' '),
                id,
                thing.path("account").asText(),
                since,
                Table.seconds(Duration.between(since, at).toMillis() / 1e3),
                thing.path(why).asText());
    }

    private static Instant sinceOf(JsonNode thing) {
        return Instant.parse(thing.path("since").asText());
    }

    private static String placeOf(JsonNode standstill) {
        var topic = standstill.path("topic").asText();
        return standstill.has("offset")
                ? "%s@%d".formatted(topic, standstill.path("offset").asLong())
                : topic;
    }

    private static JsonNode ask(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + "/stuck"))
                    .timeout(PATIENCE)
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var answer = new HttpAnswer(response.statusCode(), false, response.body()).json();
            if (response.statusCode() != 200 || !answer.has("standing_still")) {
                throw failure(address, "something else answers, with status " + response.statusCode(), null);
            }
            return answer;
        } catch (IllegalArgumentException | IllegalStateException noLedger) {
            throw failure(address, String.valueOf(noLedger.getMessage()), noLedger);
        } catch (IOException unreachable) {
            throw failure(address, "nothing answers (%s)".formatted(unreachable), unreachable);
        }
    }

    private static CommandFailure failure(URI address, String found, @Nullable Exception cause) {
        return new CommandFailure(
                ExitCode.CANNOT_START,
                "Expected the health of a ledger at %s, but %s. --url says where it is.".formatted(address, found),
                cause);
    }
}
