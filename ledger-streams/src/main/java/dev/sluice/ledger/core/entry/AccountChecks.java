package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AssetId;
import java.util.Locale;
import java.util.Optional;

/** The look-ups of what a request names, and the refusals where it isn't there. */
public final class AccountChecks {

    private AccountChecks() {}

    /** The owner that a request is about: of the kind that it says, where it says one. */
    public static Optional<Owner> ownerOf(LedgerView view, Request request) {
        return view.owner(request.accountId())
                .filter(found ->
                        request.accountKind().isEmpty() || request.accountKind().get() == found.kind());
    }

    /** The refusal of a request on an account that isn't there. */
    public static Refused notFound(Request request) {
        return Refused.because(
                ACCOUNT_NOT_FOUND,
                "Expected an existing %s, but got %s",
                request.accountKind()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .orElse("account"),
                request.accountId());
    }

    /** The refusal of a question about an asset that isn't there. */
    public static Refused assetNotFound(AssetId asset) {
        return Refused.atField(ASSET_NOT_FOUND, "asset_id", "Expected an existing asset, but got %s", asset);
    }
}
