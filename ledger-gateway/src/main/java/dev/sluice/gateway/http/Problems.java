package dev.sluice.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.rejection.Rejection;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Answers that say "no": problem documents, but for paths that have a form of their own. */
@Singleton
public final class Problems {

    /** Long enough for a rebalance or a burst to pass, short enough for a caller to wait. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    private final List<ProblemForm> forms;
    private final JsonMapper mapper = LedgerMapper.create();

    Problems(List<ProblemForm> forms) {
        this.forms = forms;
    }

    public MutableHttpResponse<byte[]> refused(HttpRequest<?> http, Rejection rejection) {
        return answer(http, Problem.of(rejection, RequestIds.of(http)));
    }

    MutableHttpResponse<byte[]> refused(HttpRequest<?> http, GatewayCode code, String detail) {
        return answer(http, Problem.of(code, detail, RequestIds.of(http)));
    }

    /** The ledger has not answered; the detail of an outcome that is not known names the key to repeat with. */
    MutableHttpResponse<byte[]> unanswered(HttpRequest<?> http, LedgerFailure failure) {
        return switch (failure) {
            case LedgerFailure.Unavailable unavailable ->
                refused(http, GatewayCode.LEDGER_UNAVAILABLE, unavailable.detail() + "; nothing was sent, so try again")
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case LedgerFailure.TooLarge tooLarge ->
                refused(http, GatewayCode.REQUEST_TOO_LARGE, tooLarge.detail() + "; nothing was sent");
            case LedgerFailure.Pending pending ->
                refused(
                        http,
                        GatewayCode.RESULT_PENDING,
                        pending.detail()
                                + IdempotencyKeys.remembered(http)
                                        .map(key -> "; the outcome is unknown: repeat with the idempotency key " + key)
                                        .orElse("; nothing was to be changed, so ask again"));
            case LedgerFailure.Unreadable unreadable -> refused(http, GatewayCode.INTERNAL_ERROR, unreadable.detail());
        };
    }

    public MutableHttpResponse<byte[]> answer(HttpRequest<?> http, Problem problem) {
        Measurements.outcome(http, problem.code());
        return forms.stream()
                .filter(form -> form.covers(http))
                .findFirst()
                .map(form -> answer(
                        http,
                        problem.title(),
                        form.statusOf(problem),
                        form.bodyOf(problem),
                        MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() -> answer(http, problem.title(), problem.status(), problem, PROBLEM));
    }

    private MutableHttpResponse<byte[]> answer(
            HttpRequest<?> http, String title, int status, Object body, MediaType type) {
        var answer = HttpResponse.<byte[]>status(status, title);
        if (http.getMethod() == HttpMethod.HEAD) {
            return answer;
        }
        try {
            return answer.body(mapper.writeValueAsBytes(body)).contentType(type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem that was made can be written", e);
        }
    }
}
