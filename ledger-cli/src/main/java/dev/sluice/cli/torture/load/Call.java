package dev.sluice.cli.torture.load;

import java.util.Optional;

/**
 * One HTTP call, which can be made again and means the same then.
 *
 * @param operation for the counts
 * @param body JSON, or a form where it is for {@code owner}
 * @param key the idempotency key; absent for a question
 * @param owner whose reserves it is about, in the Stripe dialect
 */
record Call(String operation, String method, String path, String body, Optional<String> key, Optional<String> owner) {

    /** What is accepted may be so already, and then nothing is booked. */
    boolean mayChangeNothing() {
        return operation.equals("change_participant_status") || operation.equals("disable_reserve_plan");
    }

    static Call question(String operation, String path) {
        return new Call(operation, "GET", path, "", Optional.empty(), Optional.empty());
    }

    static Call command(String operation, String path, String body, String key) {
        return new Call(operation, "POST", path, body, Optional.of(key), Optional.empty());
    }

    static Call reserve(String operation, String path, String form, String key, String owner) {
        return new Call(operation, "POST", "/v1/reserve/" + path, form, Optional.of(key), Optional.of(owner));
    }
}
