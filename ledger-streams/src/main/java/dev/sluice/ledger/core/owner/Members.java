package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.PutToVote;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.Ballot.Exist.Named;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.request.CreateGroup.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The check that all who are to be members of a group exist. Each is looked up on its own partition. */
public final class Members {

    private Members() {}

    /** The objection to the first of these that is no participant of this partition. */
    public static Optional<Objection> objection(LedgerView view, List<Named> participants) {
        return participants.stream()
                .filter(named -> view.owner(named.accountId())
                        .filter(Participant.class::isInstance)
                        .isEmpty())
                .findFirst()
                .map(named -> new Objection(
                        named.index(),
                        Rejection.atField(
                                ACCOUNT_NOT_FOUND,
                                "#/members/%d/participant_id".formatted(named.index()),
                                "Expected an existing participant, but got %s".formatted(named.accountId()))));
    }

    /**
     * What has to come first before these are members: a refusal, or a vote of the partitions where they live. Empty where all
     * are here and exist.
     */
    static Optional<Decision> ask(LedgerView view, List<Member> members) {
        var here = new ArrayList<Named>();
        var elsewhere = new TreeMap<Integer, List<Named>>();
        for (var i = 0; i < members.size(); i++) {
            var named = new Named(i, members.get(i).participantId());
            var partition = view.partitionOf(named.accountId());
            if (partition == view.partition()) {
                here.add(named);
            } else {
                elsewhere
                        .computeIfAbsent(partition, unseen -> new ArrayList<>())
                        .add(named);
            }
        }
        var objection = objection(view, here);
        if (elsewhere.isEmpty()) {
            return objection.map(found -> new Refused(found.rejection()));
        }
        var ballots = new TreeMap<Integer, Ballot>();
        elsewhere.forEach((partition, named) -> ballots.put(partition, new Ballot.Exist(named)));
        var voting = new Voting(view.nextCoordinatedId(), List.copyOf(elsewhere.keySet()), objection);
        return Optional.of(new PutToVote(Optional.empty(), voting, new Purpose.Enrolling(), ballots));
    }
}
