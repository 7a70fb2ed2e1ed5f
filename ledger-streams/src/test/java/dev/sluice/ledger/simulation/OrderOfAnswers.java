package dev.sluice.ledger.simulation;

import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests of one account are applied in the order in which they came to its partition. It is seen in the answers to those
 * that no other partition takes part in: each is given when the request is applied.
 */
final class OrderOfAnswers {

    private final Map<AccountId, Integer> lastAnswered = new HashMap<>();

    /**
     * An attempt is answered.
     *
     * @param number of the attempt, in the order of sending; all of them went to the account's own partition
     */
    void answered(Request request, int number) {
        if (isAnsweredWhenApplied(request)) {
            var last = lastAnswered.merge(request.accountId(), number, Integer::max);
            BrokenInvariant.unless(
                    last == number, "Requests of one account are applied in the order of arrival", request);
        }
    }

    private static boolean isAnsweredWhenApplied(Request request) {
        return request.operation() instanceof Question
                || request.operation() instanceof Hold
                || request.operation() instanceof Release
                || request.operation() instanceof Forfeit
                || request.operation() instanceof Capture;
    }
}
