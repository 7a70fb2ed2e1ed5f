package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.exchange.Purpose.Transferring;
import dev.sluice.ledger.core.exchange.Voting;
import dev.sluice.ledger.store.Pending;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Request;
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
    private final Map<EntryId, Request> undertaken = new HashMap<>();

    private ValueOnTheWay() {}

    /** By asset; an asset of which nothing is on the way may be left out. */
    static Map<AssetId, BigDecimal> in(SimulatedCluster cluster) {
        var found = new ValueOnTheWay();
        cluster.partitions().forEach(found::rememberedBy);
        cluster.partitions().forEach(found::messagesTo);
        return found.value;
    }

    /** What a source has given while it is voted on. Once it is decided, it is in the messages. */
    private void rememberedBy(SimulatedPartition partition) {
        try (var rows = partition.view().allPending(Pending.UNDERTAKINGS)) {
            while (rows.hasNext()) {
                var row = rows.next();
                var pending = PendingUndertaking.decode(row.getValue(), SimulatedCluster.FORMATS.undertakings());
                var request = SimulatedCluster.FORMATS.requests().read(pending.requestValue());
                undertaken.put(row.getKey(), request);
                if (pending.undertaking() instanceof Voting voting
                        && voting.purpose() instanceof Transferring transferring
                        && request.operation() instanceof BalanceCommand command) {
                    transferring
                            .setAside()
                            .forEach(
                                    part -> add(command.assetId(), part.amount().value()));
                }
            }
        }
    }

    /** What is to be booked, and what a wallet has given with its yes, whether that has come or was postponed. */
    private void messagesTo(SimulatedPartition partition) {
        var messages = Stream.concat(partition.messages().stream(), partition.postponedVotes().stream());
        for (var message : (Iterable<byte[]>) messages::iterator) {
            switch (SimulatedCluster.FORMATS.exchange().read(message)) {
                case BookingAsked asked ->
                    asked.legs()
                            .forEach(leg -> add(asked.assetId(), leg.amount().value()));
                case VoteGiven vote -> {
                    if (vote.objection().isEmpty()
                            && undertaken.get(vote.entryId()).operation() instanceof Credit credit) {
                        add(credit.assetId(), credit.amount().value());
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
