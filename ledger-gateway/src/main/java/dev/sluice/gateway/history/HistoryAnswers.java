package dev.sluice.gateway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.http.Measurements;
import dev.sluice.schema.json.LedgerMapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Answers about the past: JSON, or CSV where the caller accepts that, and how far the past was known. */
@Singleton
final class HistoryAnswers {

    static final String CSV = "text/csv";

    private static final MediaType CSV_TYPE = new MediaType("text/csv; charset=utf-8; header=present");
    private static final String AS_OF = "Sluice-As-Of";
    static final int CSV_PAGE = 500;

    private final History history;
    private final JsonMapper mapper = LedgerMapper.create();

    HistoryAnswers(History history) {
        this.history = history;
    }

    /**
     * A list: a page of it as JSON, all of it as CSV.
     *
     * @param name of the list, which its cursors bear
     */
    HttpResponse<?> list(HttpRequest<?> http, String name, Parameters parameters, Csv form, Page.Maker maker) {
        Measurements.operation(http, "history_" + name);
        var limit = parameters.limit();
        var after = parameters.cursor(name);
        parameters.done();
        if (acceptsCsv(http)) {
            var first = history.ask(http, (tables, positions) -> maker.page(tables, after, CSV_PAGE));
            return csv(
                    http,
                    first.positions(),
                    new CsvStream(
                            form,
                            first.answer(),
                            next -> history.ask(
                                            http,
                                            (tables, positions) -> maker.page(tables, Optional.of(next), CSV_PAGE))
                                    .answer()));
        }
        var known = history.ask(http, (tables, positions) -> maker.page(tables, after, limit));
        return json(http, list(known.answer(), parameters, name), known.positions());
    }

    /** A page with its continuation, as everywhere. */
    ObjectNode list(Page page, Parameters parameters, String name) {
        var list = JsonNodeFactory.instance.objectNode();
        list.putArray("data").addAll(page.rows());
        list.set("pagination", pagination(page, parameters, name));
        return list;
    }

    static ObjectNode pagination(Page page, Parameters parameters, String name) {
        var pagination = JsonNodeFactory.instance
                .objectNode()
                .put("has_more", page.next().isPresent());
        page.nextCursor(parameters.cursorOf(name)).ifPresent(cursor -> pagination.put("next_cursor", cursor));
        return pagination;
    }

    /** A report: the whole as JSON, its rows under {@code data} as CSV. */
    HttpResponse<?> report(HttpRequest<?> http, ObjectNode report, Positions positions, Csv form) {
        if (acceptsCsv(http)) {
            var rows = report.path("data")
                    .valueStream()
                    .map(ObjectNode.class::cast)
                    .toList();
            return csv(http, positions, new CsvStream(form, Page.whole(rows), next -> Page.whole(List.of())));
        }
        return json(http, report, positions);
    }

    HttpResponse<?> csv(HttpRequest<?> http, Positions positions, CsvStream lines) {
        Measurements.outcome(http, "completed");
        return marked(HttpResponse.ok(new StreamedFile(lines, CSV_TYPE)), positions);
    }

    HttpResponse<byte[]> json(HttpRequest<?> http, JsonNode answer, Positions positions) {
        Measurements.outcome(http, "completed");
        try {
            return marked(
                    HttpResponse.ok(mapper.writeValueAsBytes(answer)).contentType(MediaType.APPLICATION_JSON_TYPE),
                    positions);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        }
    }

    private static <T> HttpResponse<T> marked(MutableHttpResponse<T> answer, Positions positions) {
        positions.asOf().ifPresent(asOf -> answer.header(AS_OF, asOf.toString()));
        return answer;
    }

    static boolean acceptsCsv(HttpRequest<?> http) {
        return http.accept().stream().anyMatch(type -> type.getName().equals(CSV));
    }
}
