package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.topology.waiting.WaitingRows;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.BookingDone;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The value that has left one account and not reached another, told from what the partitions remember and from the messages
 * between them. SYSTEM_TRANSIT, over all partitions, must be the same.
 */
final class ValueOnTheWay {

    private final Map<AssetId, BigDecimal> value = new HashMap<>();
    private final Map<EntryId, Share> drawn = new HashMap<>();
    private final Map<EntryId, Share> elsewhere = new HashMap<>();
    private final SimulatedCluster cluster;

    /** The part of others in a request: what a wallet is asked for, or what recipients elsewhere get. */
    private record Share(AssetId asset, BigDecimal amount) {

        Share plus(Share other) {
            return new Share(asset, amount.add(other.amount));
        }
    }

    private ValueOnTheWay(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** By asset; an asset of which nothing is on the way may be left out. */
    static Map<AssetId, BigDecimal> in(SimulatedCluster cluster) {
        var found = new ValueOnTheWay(cluster);
        cluster.partitions().forEach(found::rememberedBy);
        cluster.partitions().forEach(found::messagesTo);
        return found.value;
    }

    /** What is voted on. Once it is decided, it is in the messages. */
    private void rememberedBy(SimulatedPartition partition) {
        var view = partition.view();
        try (var rows = view.allPending(Pending.COORDINATED_REQUESTS)) {
            while (rows.hasNext()) {
                var id = rows.next().getKey();
                var parts = WaitingRows.parts(view, id);
                var request = SimulatedCluster.FORMATS.requests().read(parts.request());
                if (WaitingRows.request(view, id).state() instanceof Voting
                        && request.operation() instanceof BalanceCommand command) {
                    votedOn(id, partition.own(), parts.purpose().orElseThrow(), command);
                }
            }
        }
    }

    /** A source has given already; a wallet gives with its yes. */
    private void votedOn(EntryId id, int from, Purpose purpose, BalanceCommand command) {
        var asset = command.assetId();
        switch (purpose) {
            case Purpose.Transferring transferring -> {
                transferring.setAside().forEach(part -> add(asset, part.amount().value()));
                elsewhere(id, from, (Transfer) command);
            }
            case Purpose.Drawing drawing ->
                drawn.put(
                        id,
                        new Share(asset, command.requestedAmount().orElseThrow().value()));
            case Purpose.Reversing reversing ->
                reversing
                        .parts()
                        .forEach(part ->
                                drawn.merge(id, new Share(asset, part.amount().value()), Share::plus));
            case Purpose.Enrolling enrolling -> {}
        }
    }

    private void elsewhere(EntryId id, int from, Transfer transfer) {
        for (var recipient : transfer.recipients()) {
            if (cluster.home(recipient.accountId()) != from) {
                var share = new Share(transfer.assetId(), recipient.amount().value());
                elsewhere.merge(id, share, Share::plus);
            }
        }
    }

    /** What is to be booked, what the only other partition has booked at once, and what a wallet has given with its yes, whether that has come or was postponed. */
    private void messagesTo(SimulatedPartition partition) {
        var messages = Stream.concat(partition.messages().stream(), partition.keptMessages().stream());
        for (var message : (Iterable<byte[]>) messages::iterator) {
            switch (SimulatedCluster.FORMATS.exchange().read(message)) {
                case BookingAsked asked ->
                    asked.legs()
                            .forEach(leg -> add(asked.assetId(), leg.amount().value()));
                case VoteGiven vote -> {
                    if (vote.objection().isEmpty() && drawn.containsKey(vote.entryId())) {
                        var given = drawn.get(vote.entryId());
                        add(given.asset(), given.amount());
                    }
                }
                case BookingDone done -> {
                    if (elsewhere.containsKey(done.entryId())) {
                        var booked = elsewhere.get(done.entryId());
                        add(booked.asset(), booked.amount().negate());
                    }
                }
                default -> {}
            }
        }
    }

    private void add(AssetId asset, BigDecimal amount) {
        value.merge(asset, amount, BigDecimal::add);
    }
}
