package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The answers of the reports that are told as of an instant. */
@Singleton
final class ReportAnswers {

    private final HistoryAnswers answers;
    private final History history;

    ReportAnswers(HistoryAnswers answers, History history) {
        this.answers = answers;
        this.history = history;
    }

    /** A report of what is known, up to an instant. */
    @FunctionalInterface
    interface Report {
        ObjectNode made(Tables tables, Instant asOf) throws SQLException;
    }

    /** Without an instant it is told of what every partition is known to have passed. */
    HttpResponse<?> answer(HttpRequest<?> http, Optional<Instant> instant, Csv form, Report report) {
        var known = history.ask(
                http, instant, (tables, positions) -> report.made(tables, instant.orElseGet(() -> asOf(positions))));
        return answers.report(http, known.answer(), known.positions(), form);
    }

    private static Instant asOf(Positions positions) {
        return positions
                .asOf()
                .orElseThrow(() -> HistoryFailure.behind(
                        "Expected to know something of every partition, but history has not begun with all of them"));
    }
}
