package dev.sluice.ledger.core.catalog;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.request.CatalogCommand;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateProgram;

/** The commands on programs and assets, each led to the decider that has its rule. */
public final class CatalogCommands {

    private CatalogCommands() {}

    public static Decision decide(LedgerView view, Request request, CatalogCommand command) {
        return switch (command) {
            case CreateProgram create -> ProgramDecider.decide(view, request, create);
            case UpdateProgram update -> ProgramDecider.decide(view, request, update);
            case CreateAsset create -> AssetDecider.decide(view, request, create);
            case UpdateAsset update -> AssetDecider.decide(view, request, update);
            case LinkAsset link -> AssetDecider.decide(view, request, link);
        };
    }
}
