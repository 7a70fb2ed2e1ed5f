package dev.sluice.ledger.topology.output;

import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.store.FinishedThing;
import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.Effects.Send;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.EntryId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The effects of one record while it is worked out. What is told to it is encoded and measured at once, and what is read
 * through it is as it would be afterwards; but nothing has happened, and a draft that is dropped leaves nothing behind.
 *
 * <p>An exception here is a fault of this one record. Once the draft is {@link #finished}, nothing can be refused any more.
 */
public final class EffectsDraft {

    private final PartitionLedger ledger;
    private final Optional<String> principal;
    private final StoredLedgerView view;
    private final MessageDigest sha256 = sha256();
    private final List<Send> sends = new ArrayList<>(2);
    private final List<WaitingChange> waiting = new ArrayList<>(0);
    private final List<Count> counts = new ArrayList<>(1);
    private int entries;

    EffectsDraft(PartitionLedger ledger, Optional<String> principal) {
        this.ledger = ledger;
        this.principal = principal;
        this.view = ledger.view();
    }

    /** The ledger's time. */
    public Instant now() {
        return view.now();
    }

    /** The state as the draft leaves it so far. */
    public StoredLedgerView view() {
        return view;
    }

    public Rules rules() {
        return ledger.rules();
    }

    /** The number of entries booked. */
    public int entries() {
        return entries;
    }

    // State and journal.

    /**
     * Books an entry that somebody asked for, and says who.
     *
     * @throws IllegalStateException for an entry that a rule should never have made
     */
    public void book(JournalEntry entry) {
        append(entry.by(Actor.of(principal)));
    }

    /** Books an entry that nobody asked for, whoever it is that comes at the time: something fell due. */
    public void bookDue(JournalEntry entry) {
        append(entry.by(Actor.ledger()));
    }

    private void append(JournalEntry entry) {
        if (!entry.isBalanced()) {
            throw new IllegalStateException(
                    "Expected the postings of a %s entry to sum to zero, but they do not".formatted(entry.type()));
        }
        var head = view.head();
        var partition = ledger.partitioning().own();
        var link = new JournalRecord(partition, head.sequence(), head.lastHash(), entry);
        var value = ledger.formats().journal().write(link);
        Limits.checkEntry(value);
        rows().apply(rules().evolve(view.withAllThatIsThere(), entry));
        rows().head(head.after(HexFormat.of().formatHex(sha256.digest(value)), now()));
        send(Sinks.JOURNAL, entry.accountId().toKey(), Outgoing.to(partition, value), new RecordHeaders());
        entries++;
    }

    /** One more request is coordinated here: the next one has another id. */
    public void coordinates() {
        rows().head(view.head().coordinating());
    }

    /** Drops a thing that has been over for long enough from where an older version listed it. */
    public void forget(FinishedThing thing) {
        rows().forget(thing);
    }

    /** Drops rows of what has been over for long enough. */
    public void forget(List<Bytes> ended) {
        rows().forget(ended);
    }

    /** Remembers that nothing is left of what has ended where older versions had it. */
    public void nothingEndedIsElsewhere() {
        rows().nothingEndedIsElsewhere();
    }

    // What waits.

    /** Keeps how far something has come that is on its way between partitions. */
    public void pending(Pending kind, EntryId id, byte[] value) {
        Limits.checkRow(value);
        rows().pending(kind, id, value);
    }

    /** Something is on its way no more. */
    public void completed(Pending kind, EntryId id) {
        rows().completed(kind, id);
    }

    /** Keeps a record at a place of the order in which such records came. */
    public void kept(long place, byte[] value) {
        Limits.checkValue(value);
        rows().postponed(place, value);
    }

    /** The record at this place is kept no more. */
    public void done(long place) {
        rows().resumed(place);
    }

    /** What is in memory of what waits follows this. */
    public void waits(WaitingChange change) {
        waiting.add(change);
    }

    /** Notes that value may still come to a group of this partition. */
    public void expects(AccountId group, EntryId request) {
        rows().expects(new Expectation(group, request, now()));
    }

    /** Nothing of this request comes to the group any more. */
    public void expectsNoMore(AccountId group, EntryId request) {
        rows().expectsNoMore(group, request);
    }

    // What goes out.

    /** Answers, and remembers the answer if the outcome is one that is remembered. */
    public void answer(ReplyTo to, EncodedReply reply) {
        to.fingerprint()
                .ifPresent(fingerprint -> ledger.outcomes()
                        .remember(
                                to.accountId(),
                                to.idempotencyKey(),
                                now(),
                                Outcome.answered(fingerprint, reply.value())));
        reply(to, reply, false);
    }

    /** Answers all attempts of one request: the first, and those that came while it was on its way. */
    public void answerAll(List<ReplyTo> attempts, EncodedReply reply) {
        answer(attempts.getFirst(), reply);
        attempts.stream().skip(1).forEach(attempt -> repeat(attempt, reply));
    }

    /** Answers what was answered before. */
    public void repeat(ReplyTo to, EncodedReply reply) {
        reply(to, reply, true);
    }

    /** Answers what is remembered neither now nor later. */
    public void tell(ReplyTo to, EncodedReply reply) {
        reply(to, reply, false);
    }

    /** On the partition that the request named, or on that of the account's key. */
    private void reply(ReplyTo to, EncodedReply reply, boolean replayed) {
        var headers = new RecordHeaders();
        headers.add(Headers.IDEMPOTENCY_KEY, Text.bytes(to.idempotencyKey().value()));
        to.origin().requestId().ifPresent(id -> headers.add(Headers.REQUEST_ID, Text.bytes(id)));
        headers.add(Headers.STATUS, Text.bytes(reply.status()));
        headers.add(Headers.REPLAYED, replayed ? Text.TRUE : Text.FALSE);
        if (reply.isCompleted()) {
            position().ifPresent(position -> headers.add(Headers.POSITION, Text.bytes(position)));
        }
        to.origin().traceparent().ifPresent(trace -> headers.add(Headers.TRACEPARENT, Text.bytes(trace)));
        var named = to.origin().replyPartition().map(OptionalInt::of).orElse(OptionalInt.empty());
        send(Sinks.REPLIES, to.accountId().toKey(), new Outgoing(reply.value(), named), headers);
    }

    /** The end of this partition's journal, as the draft leaves it so far; nothing while nothing was ever booked here. */
    private Optional<String> position() {
        var next = view.head().sequence();
        return next == 0 ? Optional.empty() : Optional.of(ledger.partitioning().own() + ":" + (next - 1));
    }

    /** Tells a partition something. Who asked for it goes with it. */
    public void tell(int partition, ExchangeMessage message) {
        var value = ledger.formats().exchange().write(message);
        Limits.checkValue(value);
        var headers = new RecordHeaders();
        principal.ifPresent(name -> headers.add(Headers.PRINCIPAL, Text.bytes(name)));
        send(Sinks.EXCHANGE, Partitioning.address(partition), Outgoing.to(partition, value), headers);
    }

    /** Tells the catalogue's readers what a program or asset is now. */
    public void publish(AccountId entity, Fact.OfTheCatalogue fact) {
        var value = ledger.formats().catalog(fact);
        send(Sinks.CATALOG, entity.toKey(), Outgoing.byKey(value), new RecordHeaders());
    }

    /** Puts a record aside that can't be used. */
    public void deadLetter(byte @Nullable [] key, byte @Nullable [] value, RecordPlace place, Rejection reason) {
        var letter = DeadLetter.of(key, value, place, reason);
        // A letter without a key may lie on any partition.
        send(Sinks.DEAD_LETTERS, letter.key(), Outgoing.byKey(letter.value()), letter.headers());
        count(new Count.DeadLetterCounted(reason.code()));
    }

    public void count(Count count) {
        counts.add(count);
    }

    @SuppressWarnings("NullAway") // A record's key may be null, which its constructor does not say.
    private void send(String sink, byte @Nullable [] key, Outgoing outgoing, RecordHeaders headers) {
        sends.add(new Send(sink, new Record<byte[], Outgoing>(key, outgoing, now().toEpochMilli(), headers)));
    }

    // The end.

    /** All that the record does. Time is kept with what was decided by it, so that nobody who takes over decides by an earlier one. */
    public Effects finished() {
        var head = view.head();
        if (now().isAfter(head.clock())) {
            rows().head(head.at(now()));
        }
        return new Effects(ledger.stores().take(), sends, waiting, counts);
    }

    private StateWriter rows() {
        return ledger.rows();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
