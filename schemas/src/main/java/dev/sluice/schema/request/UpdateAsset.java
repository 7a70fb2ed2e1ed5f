package dev.sluice.schema.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetStatus;
import java.util.Optional;

/**
 * Changes what is given of an asset and leaves the rest.
 *
 * @param maxTransactionAmount null clears the limit
 * @param status ARCHIVED, which is final
 */
@OperationName("update_asset")
public record UpdateAsset(
        Optional<String> name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Change<Amount> maxTransactionAmount,
        Optional<AssetStatus> status)
        implements CatalogCommand {

    public UpdateAsset {
        var checks = new FieldChecks().text("name", name, 1, CreateAsset.NAME_LENGTH_MAX);
        switch (maxTransactionAmount) {
            case Change.Keep<Amount> keep -> {}
            case Change.Clear<Amount> clear -> {}
            case Change.Set<Amount> set -> checks.positive("max_transaction_amount", set.value());
        }
        checks.done();
    }
}
