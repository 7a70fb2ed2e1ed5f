package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import java.util.Map;
import java.util.Optional;

/** The checks that several requests on reserves share, written once. */
final class ReserveChecks {

    private ReserveChecks() {}

    static FieldChecks smallestUnits(FieldChecks checks, Optional<Long> amount) {
        amount.ifPresent(units -> checks.valid(
                units >= 1 && units <= ReserveCommand.SMALLEST_UNITS_MAX,
                "smallest_units",
                () -> "Expected 1 to %d, but got %d".formatted(ReserveCommand.SMALLEST_UNITS_MAX, units)));
        return checks;
    }

    /** How few and how many are taken is a setting of the ledger. */
    static FieldChecks days(FieldChecks checks, Optional<Integer> daysAfterCharge) {
        daysAfterCharge.ifPresent(
                days -> checks.valid(days >= 0, "days_after_charge", "Expected a number of days, but got " + days));
        return checks;
    }

    static FieldChecks metadata(FieldChecks checks, Change<Map<String, String>> metadata) {
        if (metadata instanceof Change.Set<Map<String, String>> set) {
            checks.metadata("metadata", set.value());
        }
        return checks;
    }

    static Change<Map<String, String>> sorted(Change<Map<String, String>> metadata) {
        return metadata instanceof Change.Set<Map<String, String>> set
                ? new Change.Set<>(Texts.sorted(set.value()))
                : metadata;
    }

    static FieldChecks page(Optional<Integer> limit, Optional<?> startingAfter, Optional<?> endingBefore) {
        return new FieldChecks()
                .between("limit", limit, 1, ReserveCommand.RESERVE_LIST_LIMIT_MAX)
                .valid(
                        startingAfter.isEmpty() || endingBefore.isEmpty(),
                        "ending_before",
                        "Expected no ending_before beside starting_after, since a page has one of them");
    }
}
