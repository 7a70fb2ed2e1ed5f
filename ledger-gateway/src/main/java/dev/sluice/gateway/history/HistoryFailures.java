package dev.sluice.gateway.history;

import dev.sluice.gateway.http.GatewayCode;
import dev.sluice.gateway.http.Problem;
import dev.sluice.gateway.http.Problems;
import dev.sluice.gateway.http.RequestIds;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** The handler for questions that history can't answer now. */
@Singleton
final class HistoryFailures implements ExceptionHandler<HistoryFailure, MutableHttpResponse<byte[]>> {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Problems problems;

    HistoryFailures(Problems problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // the framework's signature
    public MutableHttpResponse<byte[]> handle(HttpRequest http, HistoryFailure failure) {
        var answer = problems.answer(http, Problem.of(failure.code(), failure.detail(), RequestIds.of(http)));
        return failure.code() == GatewayCode.HISTORY_BEHIND
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : answer;
    }
}
