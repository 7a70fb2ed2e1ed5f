package dev.sluice.gateway.http;

import dev.sluice.schema.rejection.RejectionCode;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * The handlers for refusals of the framework itself, before or after a controller has its say: they become problem documents
 * too. The framework's own texts are not passed on.
 */
@Singleton
@Primary
@Replaces(ErrorResponseProcessor.class)
final class FrameworkProblems implements ErrorResponseProcessor<byte[]> {

    private final Problems problems;

    FrameworkProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        var http = context.getRequest();
        var answer = problems.answer(http, problemOf(http, base.code()));
        base.getHeaders().forEach((name, values) -> {
            if (!answer.getHeaders().contains(name)) {
                values.forEach(value -> answer.header(name, value));
            }
        });
        return answer;
    }

    private static Problem problemOf(HttpRequest<?> http, int status) {
        var requestId = RequestIds.of(http);
        return switch (HttpStatus.valueOf(status)) {
            case UNAUTHORIZED, FORBIDDEN -> throw new IllegalStateException("Authorization has a handler of its own");
            case NOT_FOUND ->
                Problem.of(
                        GatewayCode.ROUTE_NOT_FOUND, "Expected the path of a call, but there is none here", requestId);
            case METHOD_NOT_ALLOWED ->
                Problem.of(
                        GatewayCode.ROUTE_NOT_FOUND,
                        status,
                        "Expected a method that the Allow header lists, but got " + http.getMethodName(),
                        requestId);
            case REQUEST_ENTITY_TOO_LARGE ->
                Problem.of(
                        GatewayCode.REQUEST_TOO_LARGE,
                        "Expected at most 8 KiB of headers and 1 MiB of body, but got more",
                        requestId);
            default ->
                status < HttpStatus.INTERNAL_SERVER_ERROR.getCode()
                        ? Problem.of(
                                RejectionCode.MALFORMED_REQUEST,
                                status,
                                "Expected a request as the OpenAPI document describes it",
                                requestId)
                        : Problem.of(
                                GatewayCode.INTERNAL_ERROR,
                                status,
                                "Expected to answer, but the gateway failed; the request id finds it in the log",
                                requestId);
        };
    }
}
