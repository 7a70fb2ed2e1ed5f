package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.EntryId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The groups that value may still come to while a request is on its way between partitions. Archiving is final, so none of them
 * is archived meanwhile; whoever else is closed can be opened again, and needs no such care.
 */
public final class Expecting {

    private Expecting() {}

    /**
     * The groups of the coordinating partition: the request's own, to which a transfer comes back that is refused, and a credit
     * or reversal that a wallet pays for; and the recipients that are here.
     */
    public static Set<AccountId> ofRequest(LedgerView view, Request request) {
        var groups = new LinkedHashSet<AccountId>();
        switch (request.operation()) {
            case Transfer transfer -> {
                groups.add(request.accountId());
                transfer.recipients().stream()
                        .map(Transfer.Recipient::accountId)
                        .filter(recipient -> view.partitionOf(recipient) == view.partition())
                        .forEach(groups::add);
            }
            case Credit credit -> groups.add(request.accountId());
            case Reverse reverse -> groups.add(request.accountId());
            default -> {
                // Nothing else brings value that has been on its way.
            }
        }
        groups.removeIf(
                account -> view.owner(account).filter(Group.class::isInstance).isEmpty());
        return groups;
    }

    /** The groups of a partition that has voted yes. */
    public static Set<AccountId> ofBallot(Ballot ballot) {
        return switch (ballot) {
            case Ballot.Receive receive -> ofLegs(receive.legs());
            case Ballot.Draw draw -> Set.of();
            case Ballot.Exist exist -> Set.of();
        };
    }

    /** The groups that what is booked has come to. */
    public static Set<AccountId> ofLegs(List<Leg> legs) {
        return legs.stream()
                .filter(leg -> leg.accountKind() == AccountKind.GROUP)
                .map(Leg::accountId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What the other partitions are told of a transfer that came to nothing, where groups of theirs were promised anything. */
    public static Map<Integer, PromiseReleased> released(LedgerView view, EntryId transfer, List<Leg> legs) {
        var groups = new TreeMap<Integer, List<AccountId>>();
        for (var group : ofLegs(legs)) {
            var partition = view.partitionOf(group);
            if (partition != view.partition()) {
                groups.computeIfAbsent(partition, unseen -> new ArrayList<>()).add(group);
            }
        }
        var told = new TreeMap<Integer, PromiseReleased>();
        groups.forEach((partition, ofPartition) ->
                told.put(partition, new PromiseReleased(transfer, view.partition(), ofPartition)));
        return told;
    }
}
