package dev.sluice.gateway.stripe;

import dev.sluice.gateway.http.Problem;
import dev.sluice.gateway.http.ProblemForm;
import dev.sluice.schema.rejection.Rejection.FieldError;
import dev.sluice.schema.rejection.RejectionCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The form of a refusal in the dialect: {@code {"error": {"type", "code", "message", "param"}}}. The code is the same as
 * everywhere.
 *
 * <p>The status is not. Stripe's clients tell errors apart by it: 400 and 404 are the caller's to put right, while 409 is a moment's
 * conflict, which they repeat by themselves, and 422 is unknown to them and counts as a fault of the server. So what is refused
 * because of the account's state is a 400 here.
 */
@Singleton
final class ErrorEnvelope implements ProblemForm {

    static final String PATH = "/v1/reserve";

    /** The body. */
    record Envelope(Fault error) {}

    /**
     * A refusal and its reason, in the dialect's terms.
     *
     * @param type what clients choose their exception by
     * @param param the parameter at fault, if it is one, in brackets where it lies in another
     */
    record Fault(String type, String code, String message, Optional<String> param) {}

    @Override
    public boolean covers(HttpRequest<?> http) {
        var path = http.getPath();
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public int statusOf(Problem problem) {
        return switch (HttpStatus.valueOf(problem.status())) {
            case CONFLICT, UNPROCESSABLE_ENTITY -> HttpStatus.BAD_REQUEST.getCode();
            default -> problem.status();
        };
    }

    @Override
    public Object bodyOf(Problem problem) {
        var fault = problem.errors().stream().findFirst();
        return new Envelope(new Fault(
                typeOf(problem),
                problem.code(),
                fault.map(FieldError::detail).orElse(problem.detail()),
                fault.map(error -> Pointers.parameterOf(error.pointer())).filter(param -> !param.isEmpty())));
    }

    private static String typeOf(Problem problem) {
        if (problem.code().equals(RejectionCode.IDEMPOTENCY_CONFLICT.wireName())) {
            return "idempotency_error";
        }
        if (problem.status() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
            return "rate_limit_error";
        }
        return problem.status() < HttpStatus.INTERNAL_SERVER_ERROR.getCode() ? "invalid_request_error" : "api_error";
    }
}
