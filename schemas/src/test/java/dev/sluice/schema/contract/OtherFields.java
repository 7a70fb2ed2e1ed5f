package dev.sluice.schema.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The other fields of a golden request that have to give way, or to come, for one field to be there or not. */
final class OtherFields {

    private OtherFields() {}

    /** A golden request without what would contradict some value of one of its other fields. */
    static ObjectNode freeFor(FieldValues.Field field) {
        var request = golden(field);
        switch (field.name()) {
            case "earned_from", "expires_at" -> request.remove(List.of("earned_to", "matures_at"));
            case "earned_to" -> request.remove("earned_from");
            case "matures_at" -> request.remove(List.of("bucket", "expires_at"));
            case "allow_negative", "lot_ids", "source_transaction" -> {
                if (field.requestType().equals("debit")) {
                    request.remove(List.of("bucket", "earned_from", "earned_to"));
                }
            }
            case "bucket" -> request.putNull("allow_negative");
            case "starting_after" -> request.remove("ending_before");
            case "ending_before" -> request.remove("starting_after");
            default -> {}
        }
        if (field.name().equals("bucket") && !field.requestType().equals("debit")) {
            request.remove("allow_negative");
        }
        switch (field.requestType() + " " + field.name()) {
            case "capture reference_id" -> onReference(request);
            case "create_reserve_plan release_after" -> onDate(request);
            default -> {}
        }
        return request;
    }

    /** A golden request, and where one of two fields must be given and this is the one, the other instead of it. */
    static ObjectNode ableToLack(FieldValues.Field field) {
        var request = golden(field);
        switch (field.requestType() + " " + field.name()) {
            case "capture hold_id" -> onReference(request);
            case "create_reserve_plan days_after_charge" -> onDate(request);
            default -> {}
        }
        return request;
    }

    private static void onReference(ObjectNode capture) {
        capture.put("reference_id", "order-1042").remove("hold_id");
    }

    private static void onDate(ObjectNode plan) {
        plan.put("release_after", "2026-09-30T21:59:59Z").remove(List.of("days_after_charge", "expires_on"));
    }

    private static ObjectNode golden(FieldValues.Field field) {
        return Golden.of("request", field.requestType()).json();
    }
}
