package dev.sluice.gateway.http;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.UnsatisfiedRouteHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers that turn exceptions of controllers and filters into problem documents. */
final class ExceptionProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ExceptionProblems.class);

    private ExceptionProblems() {}

    /** A submission that does not keep the contract. */
    @Singleton
    static final class Invalid implements ExceptionHandler<InvalidMessageException, MutableHttpResponse<byte[]>> {

        private final Problems problems;

        Invalid(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public MutableHttpResponse<byte[]> handle(HttpRequest http, InvalidMessageException invalid) {
            return problems.refused(http, invalid.toRejection());
        }
    }

    /** No body where there must be one; nothing else of a call is for the framework to read. */
    @Singleton
    @Replaces(UnsatisfiedRouteHandler.class)
    static final class NoBody implements ExceptionHandler<UnsatisfiedRouteException, MutableHttpResponse<byte[]>> {

        private final Problems problems;

        NoBody(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public MutableHttpResponse<byte[]> handle(HttpRequest http, UnsatisfiedRouteException unsatisfied) {
            return problems.refused(
                    http,
                    Rejection.atField(RejectionCode.MALFORMED_REQUEST, "#", "Expected a JSON object, but got nothing"));
        }
    }

    /** A body that is not JSON by its own declaration: HTTP has a status for that, and the code is the ledger's. */
    @Singleton
    static final class UnsupportedContent
            implements ExceptionHandler<UnsupportedContentException, MutableHttpResponse<byte[]>> {

        private final Problems problems;

        UnsupportedContent(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public MutableHttpResponse<byte[]> handle(HttpRequest http, UnsupportedContentException unsupported) {
            return problems.answer(
                    http,
                    Problem.of(
                            RejectionCode.MALFORMED_REQUEST,
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(),
                            String.valueOf(unsupported.getMessage()),
                            RequestIds.of(http)));
        }
    }

    /** No key, an unknown key, or one without the scope. */
    @Singleton
    @Replaces(DefaultAuthorizationExceptionHandler.class)
    static final class Unauthorized implements ExceptionHandler<AuthorizationException, MutableHttpResponse<byte[]>> {

        private final Problems problems;

        Unauthorized(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public MutableHttpResponse<byte[]> handle(HttpRequest http, AuthorizationException refused) {
            return refused.isForbidden()
                    ? problems.refused(
                            http,
                            GatewayCode.FORBIDDEN,
                            "Expected an API key with the scope that this call needs, but this key has another")
                    : problems.refused(
                                    http,
                                    GatewayCode.UNAUTHORIZED,
                                    "Expected a known API key in X-API-Key, as a Bearer token or as the user name of"
                                            + " Basic, and one only, but there is no such key")
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sluice\"");
        }
    }

    /** A fault of ours: the log has it, the caller gets no more than the name to find it by. */
    @Singleton
    static final class Bug implements ExceptionHandler<RuntimeException, MutableHttpResponse<byte[]>> {

        private final Problems problems;

        Bug(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        public MutableHttpResponse<byte[]> handle(HttpRequest http, RuntimeException bug) {
            LOG.error("The request {} failed", RequestIds.of(http), bug);
            return problems.refused(
                    http,
                    GatewayCode.INTERNAL_ERROR,
                    "Expected to answer, but the gateway failed; the request id finds it in the log");
        }
    }
}
