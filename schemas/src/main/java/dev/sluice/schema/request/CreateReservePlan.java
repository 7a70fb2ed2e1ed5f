package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From now on reserves part of each charge: of each CREDIT with a {@code source_charge}, and of each incoming transfer.
 * Exactly one of {@code releaseAfter} and {@code daysAfterCharge} is given.
 *
 * @param assetId the asset whose charges it takes from; all assets when absent
 * @param percent 1 to 100
 * @param releaseAfter the one date after which all that it took is given back
 * @param daysAfterCharge how many days what was taken of a charge is reserved: 3 to 180, or as the ledger is set
 * @param expiresOn not beside {@code releaseAfter}: when the plan stops taking
 */
@OperationName("create_reserve_plan")
public record CreateReservePlan(
        Optional<AssetId> assetId,
        Integer percent,
        Optional<Instant> releaseAfter,
        Optional<Integer> daysAfterCharge,
        Optional<Instant> expiresOn,
        Map<String, String> metadata)
        implements ReserveCommand {

    public CreateReservePlan {
        metadata = Texts.sorted(metadata);
        var checks = new FieldChecks()
                .required("percent", percent)
                .between("percent", Optional.ofNullable(percent), 1, PERCENT_MAX)
                .exactlyOne(List.of("release_after", "days_after_charge"), List.of(releaseAfter, daysAfterCharge))
                .valid(
                        expiresOn.isEmpty() || releaseAfter.isEmpty(),
                        "expires_on",
                        "Expected no expires_on beside release_after, since a fixed date is an end of its own")
                .metadata("metadata", metadata);
        ReserveChecks.days(checks, daysAfterCharge).done();
    }
}
