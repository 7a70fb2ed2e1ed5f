package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.past.PastCaller;
import dev.sluice.cli.past.Query;
import dev.sluice.schema.value.AssetId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice entries}. */
@Command(
        name = "entries",
        description = "Show journal entries, oldest first; with --follow also those that come.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EntriesCommand implements Callable<Integer> {

    private static final String LINE = "%-24s  %-18s  %18s  %-36s  %-36s  %-20s  %s";
    private static final String HEADER =
            LINE.formatted("recorded at", "type", "amount", "account", "id", "reference", "description");
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Option(names = "--external-id", paramLabel = "ID", description = "That concern this participant.")
    private @Nullable String externalId;

    @Option(names = "--account", paramLabel = "UUID", description = "That concern this account.")
    private @Nullable String account;

    @Option(names = "--asset", paramLabel = "SYMBOL", description = "Of this asset, such as PTS.")
    private @Nullable String asset;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Of one of these types, such as CREDIT,DEBIT.")
    private List<String> types = List.of();

    @Option(names = "--reference", paramLabel = "ID", description = "With this reference.")
    private @Nullable String reference;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "With this in their metadata.")
    private Map<String, String> metadata = Map.of();

    @Option(names = "--from", paramLabel = "TIME", description = "Not recorded before this time.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Recorded before this time.")
    private @Nullable String to;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "The newest so many, 200 at most (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--follow", description = "Go on with those that come, until ctrl-C.")
    private boolean follow;

    @Mixin
    private PastOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var query = query();
        try (var caller = options.caller()) {
            if (options.csv()) {
                caller.csv(query.with("recorded_from", Optional.ofNullable(from)), System.out);
                return ExitCode.OK;
            }
            var first = caller.ask(
                    query.with("recorded_from", Optional.ofNullable(from)).with("limit", Integer.toString(last)));
            print(first.json().path("data"), first.asOf().filter(asOf -> follow));
            if (follow) {
                follow(caller, query, first.asOf());
            }
            return ExitCode.OK;
        }
    }

    private Query query() {
        var query = Query.of("/v1/journal-entries")
                .with("participant_external_id", Optional.ofNullable(externalId))
                .with("account_id", Optional.ofNullable(account))
                .with(
                        "asset_id",
                        Optional.ofNullable(asset)
                                .map(symbol -> AssetId.ofSymbol(symbol).toString()))
                .with("type", Optional.of(String.join(",", types)).filter(text -> !text.isEmpty()))
                .with("reference_id", Optional.ofNullable(reference))
                .with("recorded_to", Optional.ofNullable(to));
        for (var pair : metadata.entrySet()) {
            query = query.with("metadata[%s]".formatted(pair.getKey()), pair.getValue());
        }
        return query;
    }

    /** What is known on all partitions up to a time is told, and from there on what is known later: nothing twice, nothing left out. */
    private void follow(PastCaller caller, Query query, Optional<Instant> told)
            throws IOException, InterruptedException {
        var until = told;
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            var known = caller.ask(query.with("limit", "1")).asOf();
            if (known.isPresent() && until.isPresent() && known.get().isAfter(until.get())) {
                var entries = new ArrayList<JsonNode>();
                caller.pages(
                        query.with("recorded_from", until.get().toString())
                                .with("recorded_to", known.get().toString()),
                        page -> page.path("data").forEach(entries::add));
                entries.reversed().forEach(entry -> System.out.println(line(entry)));
            }
            until = known.or(() -> told);
        }
    }

    /** Entries that are not yet known on all partitions are left to what follows. */
    private static void print(JsonNode newestFirst, Optional<Instant> before) {
        var entries = newestFirst
                .valueStream()
                .filter(entry -> before.isEmpty()
                        || Instant.parse(entry.path("recorded_at").asText()).isBefore(before.get()))
                .toList();
        System.out.println(HEADER);
        entries.reversed().forEach(entry -> System.out.println(line(entry)));
    }

    /** The widths are the same for all, since nobody knows what follows. */
    static String line(JsonNode entry) {
        return LINE.formatted(
                        entry.path("recorded_at").asText(),
                        entry.path("type").asText(),
                        entry.path("amount").asText(),
                        entry.path("account_id").asText(),
                        entry.path("id").asText(),
                        entry.path("reference_id").asText(),
                        entry.path("description").asText())
                .stripTrailing();
    }
}
