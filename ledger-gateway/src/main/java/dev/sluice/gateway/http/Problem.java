package dev.sluice.gateway.http;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.Rejection.FieldError;
import dev.sluice.schema.rejection.RejectionCode;
import java.util.List;
import java.util.Locale;

/**
 * A "no" over HTTP: the members of RFC 9457, and {@code code}, {@code message}, {@code request_id} and {@code errors} beside
 * them for those who are used to these.
 *
 * @param type where this gateway has a page about the code, without its host
 * @param title the code in words
 * @param status the HTTP status
 * @param detail "Expected …, but …"
 * @param code stable, for programs
 * @param message the same as {@code detail}
 * @param requestId what to name when asking about this answer
 * @param errors the fields at fault, each by a JSON pointer; parameters of path and query are named like fields
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String message,
        String requestId,
        List<FieldError> errors) {

    static Problem of(Rejection rejection, String requestId) {
        return of(rejection.code().httpStatus(), rejection, requestId);
    }

    static Problem of(RejectionCode code, int status, String detail, String requestId) {
        return of(status, Rejection.because(code, detail), requestId);
    }

    static Problem of(GatewayCode code, String detail, String requestId) {
        return of(code, code.httpStatus(), detail, requestId);
    }

    static Problem of(GatewayCode code, int status, String detail, String requestId) {
        return made(code.wireName(), status, detail, List.of(), requestId);
    }

    public static Problem of(GatewayCode code, FieldError error, String requestId) {
        return made(code.wireName(), code.httpStatus(), error.detail(), List.of(error), requestId);
    }

    private static Problem of(int status, Rejection rejection, String requestId) {
        return made(rejection.code().wireName(), status, rejection.message(), rejection.errors(), requestId);
    }

    private static Problem made(String code, int status, String detail, List<FieldError> errors, String requestId) {
        return new Problem(
                RejectionsPage.PATH + "#" + code, inWords(code), status, detail, code, detail, requestId, errors);
    }

    private static String inWords(String code) {
        return code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('_', ' ');
    }
}
