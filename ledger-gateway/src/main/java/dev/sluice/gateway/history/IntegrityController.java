package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import dev.sluice.gateway.history.document.HistoryQuestion;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.gateway.security.Scopes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/** The soundness of history: its chains, its sums, and a sample of its balances against the live ones. */
@Controller("/v1/integrity")
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, HistoryAnswers.CSV})
@ExecuteOn(TaskExecutors.BLOCKING)
final class IntegrityController {

    private static final Csv CSV = Csv.of(
            "partition", "status", "reason", "entries", "next_sequence", "hash", "zero_sums", "known_up_to", "lag_ms");

    private final HistoryAnswers answers;
    private final History history;
    private final LiveSample sample;

    IntegrityController(HistoryAnswers answers, History history, LiveSample sample) {
        this.answers = answers;
        this.history = history;
        this.sample = sample;
    }

    @Get
    @Secured(Scopes.READ)
    @Operation(
            summary = "Check history",
            description =
                    "For each partition how far its journal has been read and believed, whether its sums are zero, and"
                        + " how far behind it is; and whether a few balances, chosen at random, equal the live ones.")
    @ApiResponse(responseCode = "200", ref = "#/components/responses/Integrity")
    @HistoryQuestion
    HttpResponse<?> integrity(HttpRequest<?> http) {
        Measurements.operation(http, "history_integrity");
        Parameters.of(http).done();
        var known = history.ask(http, (tables, positions) -> partitions(tables));
        var report = known.answer();
        var compared = sample.compare(http);
        var sound = report.path("data").valueStream().allMatch(IntegrityController::isSound)
                && compared.path("differing").isEmpty();
        report.put("status", sound ? "SOUND" : "FAULTY");
        report.set("sample", compared);
        return answers.report(http, report, known.positions(), CSV);
    }

    private static boolean isSound(JsonNode partition) {
        return partition.path("status").asText().equals("READING")
                && partition.path("zero_sums").asBoolean();
    }

    private static ObjectNode partitions(Tables tables) throws SQLException {
        var report = JsonNodeFactory.instance.objectNode();
        var rows = report.putArray("data");
        tables.rows(Sql.of("""
            select p.*, greatest(p.ledger_time, p.at_end_at) as known_up_to, not exists (
                select 1 from daily_total d where d.partition = p.partition
                group by d.asset_id having sum(d.amount) <> 0
            ) as zero_sums
            from position p order by p.partition\
            """), row -> rows.add(partition(row)));
        return report;
    }

    private static ObjectNode partition(ResultSet row) throws SQLException {
        var partition = new Row(row)
                .number("partition")
                .text("status")
                .put("reason", row.getString("stopped_reason"))
                .number("entries")
                .number("next_sequence")
                .put("hash", HexFormat.of().formatHex(row.getBytes("hash")))
                .instant("known_up_to")
                .done()
                .put("zero_sums", row.getBoolean("zero_sums"));
        var known = row.getObject("known_up_to", OffsetDateTime.class);
        if (known != null) {
            partition.put(
                    "lag_ms",
                    Math.max(
                            0,
                            Duration.between(known.toInstant(), Instant.now()).toMillis()));
        }
        return partition;
    }
}
