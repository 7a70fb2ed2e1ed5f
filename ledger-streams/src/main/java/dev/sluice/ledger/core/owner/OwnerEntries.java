package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entry that says who an account belongs to from now on. */
final class OwnerEntries {

    private OwnerEntries() {}

    /** The refusal of an account where a program is: its wallet would be spent like a balance of the account's own. */
    static Optional<Decision> takenByProgram(LedgerView view, Request request) {
        return view.program(request.accountId().asProgram())
                .map(program ->
                        Refused.because(ALREADY_EXISTS, "Expected a new account, but %s is a program", program.id()));
    }

    static Decision stored(LedgerView view, Request request, boolean created, Participant participant) {
        return new Accepted(
                entry(view, request, new Fact.ParticipantStored(participant)),
                new ParticipantStored(created, participant));
    }

    static Decision stored(LedgerView view, Request request, boolean created, Group group) {
        return new Accepted(entry(view, request, new Fact.GroupStored(group)), new GroupStored(created, group));
    }

    private static JournalEntry entry(LedgerView view, Request request, Fact fact) {
        return new JournalEntry(
                view.nextIds().entry(),
                EntryType.OWNER_STORED,
                request.accountId(),
                view.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(request.idempotencyKey()),
                List.of(),
                List.of(fact));
    }
}
