package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Participants are made and changed; what is as it was asked for already is answered without an entry. */
final class ParticipantDecider {

    private ParticipantDecider() {}

    static Decision decide(LedgerView view, Request request, PutParticipant put) {
        if (!AccountId.ofParticipant(put.externalId()).equals(request.accountId())) {
            return Refused.atField(
                    INVALID_FIELD,
                    "external_id",
                    "Expected the external id that %s is made of, but got another",
                    request.accountId());
        }
        return switch (view.owner(request.accountId()).orElse(null)) {
            case null ->
                OwnerEntries.takenByProgram(view, request)
                        .orElseGet(() -> OwnerEntries.stored(view, request, true, created(view.now(), request, put)));
            case Participant found -> changed(view, request, found, changedBy(put, view.now()));
            case Group group ->
                Refused.because(ALREADY_EXISTS, "Expected a participant, but %s is a group", group.id());
        };
    }

    static Decision decide(LedgerView view, Request request, UpdateParticipant update) {
        return existing(
                view,
                request,
                found -> new Participant(
                        found.id(),
                        found.externalId(),
                        found.status(),
                        update.displayName().or(found::displayName),
                        update.attributes().orElse(found.attributes()),
                        found.createdAt(),
                        view.now()));
    }

    static Decision decide(LedgerView view, Request request, ChangeParticipantStatus change) {
        return existing(
                view,
                request,
                found -> new Participant(
                        found.id(),
                        found.externalId(),
                        change.status(),
                        found.displayName(),
                        found.attributes(),
                        found.createdAt(),
                        view.now()));
    }

    private static Decision existing(LedgerView view, Request request, UnaryOperator<Participant> change) {
        return view.owner(request.accountId())
                .filter(Participant.class::isInstance)
                .map(Participant.class::cast)
                .map(found -> changed(view, request, found, change))
                .orElseGet(() -> AccountChecks.notFound(request));
    }

    private static Decision changed(
            LedgerView view, Request request, Participant before, UnaryOperator<Participant> change) {
        var after = change.apply(before);
        var same = after.status() == before.status()
                && after.displayName().equals(before.displayName())
                && after.attributes().equals(before.attributes());
        return same
                ? new Answered(new ParticipantStored(false, before))
                : OwnerEntries.stored(view, request, false, after);
    }

    private static Participant created(Instant now, Request request, PutParticipant put) {
        return new Participant(
                request.accountId(),
                put.externalId(),
                put.status().orElse(AccountStatus.ACTIVE),
                put.displayName(),
                put.attributes().orElse(Map.of()),
                now,
                now);
    }

    private static UnaryOperator<Participant> changedBy(PutParticipant put, Instant now) {
        return found -> new Participant(
                found.id(),
                found.externalId(),
                put.status().orElse(found.status()),
                put.displayName().or(found::displayName),
                put.attributes().orElse(found.attributes()),
                found.createdAt(),
                now);
    }
}
