package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the asset with this symbol, linked to a program; the request's account id is the id of that symbol. What exists
 * with the same settings is answered as it is.
 *
 * @param symbol 1 to 16 letters and digits; unique whatever its case
 * @param scale how many decimals amounts have, 0 to 18
 * @param maxTransactionAmount the most that one operation may name; with all of the asset's decimals it has at most 38 digits
 */
@OperationName("create_asset")
public record CreateAsset(
        ProgramId programId,
        String name,
        String symbol,
        InventoryMode inventoryMode,
        IssuancePolicy issuancePolicy,
        Integer scale,
        Optional<Amount> maxTransactionAmount)
        implements CatalogCommand {

    public static final int NAME_LENGTH_MAX = 255;
    public static final int SCALE_MAX = 18;

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9]{1,16}");

    public CreateAsset {
        new FieldChecks()
                .required("program_id", programId)
                .text("name", name, 1, NAME_LENGTH_MAX)
                .text("symbol", symbol, 1, 16)
                .valid(isSymbolOrMissing(symbol), "symbol", "Expected 1 to 16 letters and digits")
                .required("inventory_mode", inventoryMode)
                .required("issuance_policy", issuancePolicy)
                .required("scale", scale)
                .between("scale", Optional.ofNullable(scale), 0, SCALE_MAX)
                .positive("max_transaction_amount", maxTransactionAmount)
                .done();
    }

    private static boolean isSymbolOrMissing(@Nullable String symbol) {
        return symbol == null || SYMBOL.matcher(symbol).matches();
    }
}
