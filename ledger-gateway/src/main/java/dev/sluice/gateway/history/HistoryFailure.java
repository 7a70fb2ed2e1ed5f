package dev.sluice.gateway.history;

import dev.sluice.gateway.http.GatewayCode;
import java.io.Serial;

/** The reason why history gives no answer, though the question is a good one. Nothing is wrong with the ledger then. */
final class HistoryFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final GatewayCode code;

    private HistoryFailure(GatewayCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /** There is no history here, or it can't be reached. */
    static HistoryFailure unavailable(String detail) {
        return new HistoryFailure(GatewayCode.HISTORY_UNAVAILABLE, detail);
    }

    /** What the question must know has not been read yet. */
    static HistoryFailure behind(String detail) {
        return new HistoryFailure(GatewayCode.HISTORY_BEHIND, detail);
    }

    /** The answer took longer than a statement may. */
    static HistoryFailure timeout(String detail) {
        return new HistoryFailure(GatewayCode.HISTORY_TIMEOUT, detail);
    }

    /** What the question is about is not there. */
    static HistoryFailure notFound(String detail) {
        return new HistoryFailure(GatewayCode.HISTORY_NOT_FOUND, detail);
    }

    GatewayCode code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
