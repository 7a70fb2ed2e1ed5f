package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ProgramId;

/** Links the asset of the request's account id to one more program; linking twice changes nothing. */
@OperationName("link_asset")
public record LinkAsset(ProgramId programId) implements CatalogCommand {

    public LinkAsset {
        new FieldChecks().required("program_id", programId).done();
    }
}
