package dev.sluice.ledger.core.catalog;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.PROGRAM_NOT_FOUND;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.ProgramStatus;

/** Programs are made and changed by the partition that owns them. */
public final class ProgramDecider {

    private ProgramDecider() {}

    static Decision decide(LedgerView view, Request request, CreateProgram create) {
        if (view.asset(request.accountId().asAsset()).isPresent()) {
            return Refused.because(ALREADY_EXISTS, "Expected a program's id, but %s is an asset", request.accountId());
        }
        var id = request.accountId().asProgram();
        var found = view.program(id);
        if (found.isEmpty()) {
            if (view.owner(request.accountId()).isPresent()) {
                return Refused.because(
                        ALREADY_EXISTS,
                        "Expected an id of its own, since a program is an account too, but %s exists",
                        request.accountId());
            }
            return stored(
                    view,
                    request,
                    true,
                    new Program(id, create.name(), create.description(), ProgramStatus.ACTIVE, view.now(), view.now()));
        }
        var same = found.get().name().equals(create.name())
                && found.get().description().equals(create.description());
        return same
                ? new Answered(new ProgramStored(false, found.get()))
                : Refused.because(ALREADY_EXISTS, "Expected a new program, but %s exists with other settings", id);
    }

    static Decision decide(LedgerView view, Request request, UpdateProgram update) {
        var id = request.accountId().asProgram();
        var found = view.program(id);
        if (found.isEmpty()) {
            return notFound(request);
        }
        var before = found.get();
        var after = new Program(
                id,
                update.name().orElse(before.name()),
                update.description().or(before::description),
                update.status().orElse(before.status()),
                before.createdAt(),
                before.updatedAt());
        return after.equals(before)
                ? new Answered(new ProgramStored(false, before))
                : stored(
                        view,
                        request,
                        false,
                        new Program(
                                id, after.name(), after.description(), after.status(), before.createdAt(), view.now()));
    }

    /** The refusal of a request on a program that isn't there. */
    public static Refused notFound(Request request) {
        return Refused.because(PROGRAM_NOT_FOUND, "Expected an existing program, but got %s", request.accountId());
    }

    private static Decision stored(LedgerView view, Request request, boolean created, Program program) {
        return new Accepted(
                CatalogEntries.of(view, request, EntryType.PROGRAM_STORED, new Fact.ProgramStored(program)),
                new ProgramStored(created, program));
    }
}
