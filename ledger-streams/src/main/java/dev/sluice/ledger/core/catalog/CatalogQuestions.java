package dev.sluice.ledger.core.catalog;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.list.PageCursor;
import dev.sluice.ledger.core.list.PageRoom;
import dev.sluice.ledger.core.list.Paging;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.reply.AssetFound;
import dev.sluice.schema.reply.AssetPage;
import dev.sluice.schema.reply.ProgramFound;
import dev.sluice.schema.reply.ProgramPage;
import dev.sluice.schema.request.CatalogQuestion;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.Optional;
import java.util.function.Function;

/** Questions about the catalogue. Every partition has all of it, so any can answer. */
public final class CatalogQuestions {

    private CatalogQuestions() {}

    public static Decision answer(LedgerView view, Request request, CatalogQuestion question) {
        return switch (question) {
            case GetProgram get -> program(view, request);
            case ListPrograms list -> list(view, list);
            case GetAsset get -> asset(view, request);
            case ListAssets list -> list(view, list);
        };
    }

    private static Decision program(LedgerView view, Request request) {
        return view.program(request.accountId().asProgram())
                .<Decision>map(found -> new Answered(new ProgramFound(found)))
                .orElseGet(() -> ProgramDecider.notFound(request));
    }

    private static Decision asset(LedgerView view, Request request) {
        return view.asset(request.accountId().asAsset())
                .<Decision>map(found -> new Answered(new AssetFound(found)))
                .orElseGet(() -> AssetDecider.notFound(request));
    }

    private static Decision list(LedgerView view, ListPrograms list) {
        var from = list.cursor().flatMap(text -> idIn(text, ProgramId::parse));
        if (from.isEmpty() && list.cursor().isPresent()) {
            return Paging.notACursor();
        }
        try (var stored = view.programs(from)) {
            var page = Paging.read(
                    stored,
                    new PageRoom(list.limit().orElse(Question.LIST_LIMIT_DEFAULT)),
                    program -> list.status().isEmpty() || list.status().get() == program.status(),
                    program -> PageRoom.bytesOf(
                            program.name(), program.description().orElse("")),
                    program -> PageCursor.of(program.id()));
            return new Answered(new ProgramPage(page.rows(), page.pagination()));
        }
    }

    private static Decision list(LedgerView view, ListAssets list) {
        var from = list.cursor().flatMap(text -> idIn(text, AssetId::parse));
        if (from.isEmpty() && list.cursor().isPresent()) {
            return Paging.notACursor();
        }
        try (var stored = view.assets(from)) {
            var page = Paging.read(
                    stored,
                    new PageRoom(list.limit().orElse(Question.LIST_LIMIT_DEFAULT)),
                    asset -> list.status().isEmpty() || list.status().get() == asset.status(),
                    asset -> PageRoom.bytesOf(asset.name())
                            + PageRoom.bytesOfIds(asset.programIds().size()),
                    asset -> PageCursor.of(asset.id()));
            return new Answered(new AssetPage(page.rows(), page.pagination()));
        }
    }

    private static <I> Optional<I> idIn(String cursor, Function<String, I> reader) {
        return PageCursor.parse(cursor, 1)
                .flatMap(place -> Paging.idIn(place.parts().getFirst(), reader));
    }
}
