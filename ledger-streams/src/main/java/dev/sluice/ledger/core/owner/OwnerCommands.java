package dev.sluice.ledger.core.owner;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.OwnerCommand;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;

/** The commands on participants and groups, each led to the decider that has its rule. */
public final class OwnerCommands {

    private OwnerCommands() {}

    public static Decision decide(LedgerView view, Request request, OwnerCommand command) {
        return switch (command) {
            case PutParticipant put -> ParticipantDecider.decide(view, request, put);
            case UpdateParticipant update -> ParticipantDecider.decide(view, request, update);
            case ChangeParticipantStatus change -> ParticipantDecider.decide(view, request, change);
            case CreateGroup create -> GroupDecider.decide(view, request, create);
            case UpdateGroup update -> GroupDecider.decide(view, request, update);
            case ArchiveGroup archive -> GroupDecider.decide(view, request, archive);
            case AddGroupMembers add -> GroupDecider.decide(view, request, add);
            case RemoveGroupMember remove -> GroupDecider.decide(view, request, remove);
        };
    }
}
