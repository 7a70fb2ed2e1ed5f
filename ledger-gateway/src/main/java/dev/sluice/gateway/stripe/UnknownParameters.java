package dev.sluice.gateway.stripe;

import dev.sluice.gateway.http.GatewayCode;
import dev.sluice.gateway.http.Problem;
import dev.sluice.gateway.http.Problems;
import dev.sluice.gateway.http.RequestIds;
import dev.sluice.schema.rejection.Rejection.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** The handler for a parameter that no call knows. */
@Singleton
final class UnknownParameters implements ExceptionHandler<UnknownParameterException, MutableHttpResponse<byte[]>> {

    private final Problems problems;

    UnknownParameters(Problems problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // the framework's signature
    public MutableHttpResponse<byte[]> handle(HttpRequest http, UnknownParameterException unknown) {
        var error = new FieldError(Pointers.of(unknown.parameter()), String.valueOf(unknown.getMessage()));
        return problems.answer(http, Problem.of(GatewayCode.PARAMETER_UNKNOWN, error, RequestIds.of(http)));
    }
}
