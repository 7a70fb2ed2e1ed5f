package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command on the wallet of a program, whose id is the request's account id. */
public sealed interface WalletCommand extends Command permits FundWallet, BurnWallet {

    /** A PREFUNDED asset. */
    AssetId assetId();

    /** Above zero. */
    Amount amount();

    /** Why, for people: 1 to 500 characters. */
    String description();

    /** The caller's own name for what this belongs to: 1 to 255 characters. */
    Optional<String> referenceId();

    /** At most 50 keys of 40 characters with values of 500, kept in the journal entry. */
    Map<String, String> metadata();

    /** The checks that both make. */
    static void check(
            @Nullable AssetId assetId,
            @Nullable Amount amount,
            @Nullable String description,
            Optional<String> referenceId,
            Map<String, String> metadata) {
        new FieldChecks()
                .required("asset_id", assetId)
                .positive("amount", amount)
                .text("description", description, 1, BalanceCommand.DESCRIPTION_LENGTH_MAX)
                .text("reference_id", referenceId, 1, BalanceCommand.REFERENCE_ID_LENGTH_MAX)
                .metadata("metadata", metadata)
                .done();
    }
}
