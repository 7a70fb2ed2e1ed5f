package dev.sluice.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.terminal.Table;
import dev.sluice.schema.value.AccountId;
import java.io.IOException;
import java.util.List;

/** A few days of one participant's points, on a LOT asset: what each step does is written beside it, and checked. */
final class HoldStory {

    static final String PARTICIPANT = "demo-ann";

    private static final String COMPLETED = "completed";

    /**
     * A step of the story: a request, and the outcome that it must have.
     *
     * @param amount none where empty
     * @param outcome {@code completed}, or the code of the refusal
     * @param available afterwards, in answers that tell it
     */
    private record Step(
            String what,
            String operation,
            String amount,
            String reference,
            String outcome,
            String available,
            String held) {}

    private static final List<Step> STEPS = List.of(
            new Step("Ann earns points", "credit", "1000.00", "", COMPLETED, "1000.00", "0.00"),
            new Step("and once more, a second lot", "credit", "500.00", "", COMPLETED, "1500.00", "0.00"),
            new Step("an order holds some", "hold", "100.00", "order-1", COMPLETED, "1400.00", "100.00"),
            new Step("another holds more than a lot", "hold", "1100.00", "order-2", COMPLETED, "300.00", "1200.00"),
            new Step("a third wants too much", "hold", "300.01", "order-3", "insufficient_balance", "", ""),
            new Step("order 2 gets smaller", "release", "200.00", "order-2", COMPLETED, "500.00", "1000.00"),
            new Step("and is cancelled", "release", "", "order-2", COMPLETED, "1400.00", "100.00"),
            new Step("there is no more of it", "release", "", "order-2", "nothing_to_process", "", ""),
            new Step("order 1 is a fraud", "forfeit", "", "order-1", COMPLETED, "1400.00", "0.00"));

    private final LedgerHttp http;

    HoldStory(LedgerHttp http) {
        this.http = http;
    }

    /**
     * The result of the story.
     *
     * @param differing steps that did not end as they must
     */
    record Told(Table table, int differing) {}

    Told tell() throws IOException {
        http.await(http.postUntilAnswered(
                "/v1/participants",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("external_id", PARTICIPANT)
                        .put("idempotency_key", "demo-participant")));
        var table = Table.withColumns("", "operation", "amount", "answer", "available", "held");
        var differing = 0;
        for (var number = 0; number < STEPS.size(); number++) {
            var step = STEPS.get(number);
            var answer = play(step, "demo-story-" + number);
            var outcome =
                    answer.isSuccess() ? COMPLETED : answer.json().path("code").asText();
            var balance = answer.json().path("balance");
            var available = balance.path("available").asText();
            var held = balance.path("held").asText();
            if (!outcome.equals(step.outcome()) || !available.equals(step.available()) || !held.equals(step.held())) {
                differing++;
            }
            table.row(step.what(), step.operation(), amount(step, answer), outcome, available, held);
        }
        return new Told(table, differing);
    }

    private HttpAnswer play(Step step, String key) throws IOException {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("asset_id", DemoCatalogue.POINTS.toString())
                .put("program_id", DemoCatalogue.PROGRAM.toString())
                .put("description", step.what())
                .put("idempotency_key", key);
        put(body, "amount", step.amount());
        put(body, "reference_id", step.reference());
        var operation = step.operation();
        if (operation.equals("credit")) {
            body.put("type", "CREDIT");
            operation = "adjust";
        }
        if (operation.equals("forfeit")) {
            body.put("bucket", "HELD");
        }
        return http.await(http.postUntilAnswered(
                "/v1/participants/%s/balances/%s".formatted(AccountId.ofParticipant(PARTICIPANT), operation), body));
    }

    /** What was asked for, and where nothing was, what was done. */
    private static String amount(Step step, HttpAnswer answer) {
        return step.amount().isEmpty() ? answer.json().path("amount_processed").asText("") : step.amount();
    }

    private static void put(ObjectNode body, String field, String value) {
        if (!value.isEmpty()) {
            body.put(field, value);
        }
    }
}
