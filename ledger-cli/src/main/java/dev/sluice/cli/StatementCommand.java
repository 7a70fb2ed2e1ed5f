package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.past.Query;
import dev.sluice.cli.terminal.Table;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice statement}. */
@Command(
        name = "statement",
        description = "Show what moved an account's value of one asset: what it had, a line for each entry, what it has"
                + " then.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StatementCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Whose whose;

    @Option(names = "--asset", required = true, paramLabel = "SYMBOL", description = "Of this asset, such as PTS.")
    private String asset;

    @Option(names = "--from", paramLabel = "TIME", description = "From this time on, such as 2026-01-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
    private @Nullable String to;

    @Mixin
    private PastOptions options;

    /** The account of the statement, named in one of three ways. */
    private static final class Whose {

        @Option(names = "--external-id", paramLabel = "ID", description = "Of the participant with this external id.")
        private @Nullable String externalId;

        @Option(names = "--participant", paramLabel = "UUID", description = "Of the participant with this id.")
        private @Nullable String participant;

        @Option(names = "--group", paramLabel = "UUID", description = "Of the group with this id.")
        private @Nullable String group;

        private String path() {
            if (group != null) {
                return "/v1/groups/" + group;
            }
            return "/v1/participants/"
                    + (externalId == null
                            ? participant
                            : AccountId.ofParticipant(externalId).toString());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var query = Query.of(whose.path() + "/statement")
                .with("asset_id", AssetId.ofSymbol(asset).toString())
                .with("from", Optional.ofNullable(from))
                .with("to", Optional.ofNullable(to));
        try (var caller = options.caller()) {
            if (options.csv()) {
                caller.csv(query, System.out);
                return ExitCode.OK;
            }
            var pages = new ArrayList<JsonNode>();
            caller.pages(query, pages::add);
            System.out.println(table(pages));
            return ExitCode.OK;
        }
    }

    /** Opening, lines and closing of all pages. */
    static Table table(List<JsonNode> pages) {
        var table = Table.withColumns(
                "recorded at",
                "type",
                "available",
                "held",
                "deferred",
                "= available",
                "held",
                "deferred",
                "description");
        var last = pages.getLast();
        balance(table, "opening", pages.getFirst().path("opening"));
        for (var page : pages) {
            for (var line : page.path("lines")) {
                var amounts = line.path("amounts");
                var balance = line.path("balance");
                table.row(
                        line.path("recorded_at").asText(),
                        line.path("type").asText(),
                        moved(amounts, "available"),
                        moved(amounts, "held"),
                        moved(amounts, "deferred"),
                        balance.path("available").asText(),
                        balance.path("held").asText(),
                        balance.path("deferred").asText(),
                        line.path("description").asText());
            }
        }
        balance(table, "closing", last.path("closing"));
        return table;
    }

    private static void balance(Table table, String name, JsonNode balance) {
        table.row(
                "",
                name,
                "",
                "",
                "",
                balance.path("available").asText(),
                balance.path("held").asText(),
                balance.path("deferred").asText(),
                "");
    }

    /** Nothing where nothing moved, so that what moved stands out. */
    private static String moved(JsonNode amounts, String bucket) {
        var amount = amounts.path(bucket).asText();
        return amount.matches("0(\\.0*)?") ? "" : amount;
    }
}
