package dev.sluice.cli.bench.load;

import java.util.List;

/**
 * One request as the load makes it: cheap text, since the load shares the processors with what it measures.
 *
 * @param type the request's name on the wire
 * @param account whose request it is
 * @param amount of each posting
 * @param to the recipients of a transfer
 * @param fields the operation's own fields, as they stand in a JSON object
 */
public record Call(String type, String account, String amount, List<String> to, String fields) {

    /** The value of a record of the requests topic. */
    String record(String key) {
        return "{\"type\":\"" + type + "\",\"version\":1,\"account_id\":\"" + account + "\",\"idempotency_key\":\""
                + key + "\"," + fields + "}";
    }

    /** The body for the gateway, which learns the rest from the path and the headers. */
    String body() {
        return switch (type) {
            case "credit" -> "{\"type\":\"CREDIT\"," + fields + "}";
            case "transfer" -> "{\"source_participant_id\":\"" + account + "\"," + fields + "}";
            default -> "{" + fields + "}";
        };
    }

    String path() {
        return switch (type) {
            case "credit" -> "/v1/participants/" + account + "/balances/adjust";
            case "transfer" -> "/v1/transfers";
            default -> "/v1/participants/" + account + "/balances/" + type;
        };
    }
}
