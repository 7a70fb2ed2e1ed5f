package dev.sluice.ledger.topology.waiting;

import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.ledger.standstill.Fault;
import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.BroadcastAdvanced;
import dev.sluice.ledger.topology.output.WaitingChange.BroadcastBegan;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.ledger.topology.output.WaitingChange.RecordKept;
import dev.sluice.ledger.topology.output.WaitingChange.RequestBegan;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report of what waits in a partition, in the words in which an operator reads it. */
final class OpenWorkReport {

    private final OpenWork.Part openWork;

    OpenWorkReport(OpenWork.Part openWork) {
        this.openWork = openWork;
    }

    void began(RequestBegan began) {
        openWork.put(new Item(
                openWork.partition(),
                Kind.COORDINATED_REQUEST,
                began.state().id().toString(),
                Optional.of(began.account()),
                Optional.of(began.idempotencyKey()),
                began.since(),
                missing(began.state())));
    }

    void advanced(CoordinatedRequest state) {
        openWork.waitsFor(Kind.COORDINATED_REQUEST, state.id().toString(), missing(state));
    }

    void ended(EntryId request) {
        openWork.remove(Kind.COORDINATED_REQUEST, request.toString());
    }

    void began(BroadcastBegan began) {
        openWork.put(new Item(
                openWork.partition(),
                Kind.BROADCAST,
                began.id().toString(),
                Optional.of(began.entity()),
                Optional.empty(),
                began.since(),
                acknowledgements(began.missing())));
    }

    void advanced(BroadcastAdvanced advanced) {
        openWork.waitsFor(Kind.BROADCAST, advanced.id().toString(), acknowledgements(advanced.missing()));
    }

    void broadcastEnded(EntryId broadcast) {
        openWork.remove(Kind.BROADCAST, broadcast.toString());
    }

    void kept(RecordKept kept) {
        var isRequest = kept.request().isPresent();
        openWork.put(new Item(
                openWork.partition(),
                kindOf(isRequest),
                kept.record().toString(),
                isRequest ? Optional.of(new AccountId(kept.line())) : Optional.empty(),
                kept.request(),
                kept.since(),
                because(kept.reason())));
    }

    /** Only messages are tried again: a request that meets a fault is answered. */
    void failed(RecordPlace message) {
        openWork.waitsFor(kindOf(false), message.toString(), because(Reason.FAULT));
    }

    void done(RecordPlace record, boolean isRequest) {
        openWork.remove(kindOf(isRequest), record.toString());
    }

    /** @param found by the ledger's time: since when the row is as it is, nobody knows */
    void unreadable(String what, Object key, Instant found, RuntimeException fault) {
        openWork.put(new Item(
                openWork.partition(),
                Kind.UNREADABLE_ROW,
                "%s %s".formatted(what, key),
                Optional.empty(),
                Optional.empty(),
                found,
                Fault.nameOf(fault)));
    }

    void close() {
        openWork.close();
    }

    private static Kind kindOf(boolean isRequest) {
        return isRequest ? Kind.POSTPONED_RECORD : Kind.KEPT_MESSAGE;
    }

    private static String missing(CoordinatedRequest state) {
        return switch (state) {
            case Voting voting -> "waits for the vote of " + partitions(voting.silent());
            case Delivering delivering -> "waits for the booking of " + partitions(delivering.silent());
        };
    }

    private static String acknowledgements(List<Integer> missing) {
        return "waits for the acknowledgement of " + partitions(missing);
    }

    private static String partitions(List<Integer> partitions) {
        return partitions.stream().map(String::valueOf).collect(Collectors.joining(", ", "partition ", ""));
    }

    private static String because(Reason reason) {
        return switch (reason) {
            case DUE -> "waits until what is due on its account is booked";
            case MUCH_WORK -> "waits for its turn";
            case FAULT -> "met a fault, and is tried again";
        };
    }
}
