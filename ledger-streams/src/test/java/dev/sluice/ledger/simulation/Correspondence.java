package dev.sluice.ledger.simulation;

import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * All that was asked and answered, as the callers together have it. One request key has one outcome: each attempt is answered
 * once, with the bytes that the first one was answered with.
 */
final class Correspondence {

    private final Duration retention;
    private final Map<Name, Subject> subjects = new HashMap<>();
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final OrderOfAnswers order = new OrderOfAnswers();

    private record Name(AccountId account, IdempotencyKey key) {}

    /** The requests under one key, and their outcome. */
    private static final class Subject {
        private final List<Operation> meanings = new ArrayList<>();
        private Optional<Outcome> outcome = Optional.empty();
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record Outcome(Operation meaning, byte[] reply, Instant at) {}

    /** A reply to an attempt, and when it was written. */
    record Answer(Request request, Reply reply, boolean replayed, Instant at) {

        /** Whether it was decided, and not found in memory. */
        boolean isDecided() {
            return !replayed
                    && !(reply instanceof Refused refused
                            && refused.rejection().code() == RejectionCode.IDEMPOTENCY_CONFLICT);
        }
    }

    private record Attempt(int number, Request request, int replyPartition, boolean atHome, List<Reply> replies) {}

    Correspondence(Duration retention) {
        this.retention = retention;
    }

    /**
     * One more attempt, and the headers that it is sent with.
     *
     * @param atHome whether it is sent to the partition of its account
     */
    RecordHeaders attempt(Request request, int replyPartition, boolean atHome) {
        var number = attempts.size();
        var id = "attempt-" + number;
        attempts.put(id, new Attempt(number, request, replyPartition, atHome, new ArrayList<>(1)));
        var subject = subjects.computeIfAbsent(nameOf(request), unknown -> new Subject());
        if (!subject.meanings.contains(request.operation())) {
            subject.meanings.add(request.operation());
        }
        var headers = new RecordHeaders();
        headers.add(Headers.REQUEST_ID, id.getBytes(StandardCharsets.UTF_8));
        headers.add(Headers.REPLY_PARTITION, Integer.toString(replyPartition).getBytes(StandardCharsets.UTF_8));
        Asker.of(request.idempotencyKey()).signs(headers);
        return headers;
    }

    /** A reply that everybody sees now. */
    Answer answered(SimulatedContext.Sent sent) {
        var record = sent.record();
        var reply = SimulatedCluster.FORMATS.replies().read(sent.value());
        var id = header(sent, Headers.REQUEST_ID);
        var attempt = attempts.get(id);
        var request = attempt.request();
        BrokenInvariant.unless(
                reply.accountId().equals(request.accountId())
                        && reply.idempotencyKey().equals(request.idempotencyKey()),
                "A reply is to its request",
                reply);
        BrokenInvariant.unless(attempt.replies().isEmpty(), "An attempt is answered once: " + id, reply);
        BrokenInvariant.unless(
                record.value().partition().orElse(-1) == attempt.replyPartition(),
                "A reply goes where it was asked to go: " + id,
                reply);
        attempt.replies().add(reply);
        if (attempt.atHome()) {
            order.answered(request, attempt.number());
        }
        if (!(request.operation() instanceof Question)) {
            check(request, sent, reply);
        }
        var replayed = header(sent, Headers.REPLAYED).equals("true");
        return new Answer(request, reply, replayed, Instant.ofEpochMilli(record.timestamp()));
    }

    private void check(Request request, SimulatedContext.Sent sent, Reply reply) {
        var subject = subjects.get(nameOf(request));
        var code = reply instanceof Refused refused
                ? Optional.of(refused.rejection().code())
                : Optional.<RejectionCode>empty();
        BrokenInvariant.unless(
                !code.equals(Optional.of(RejectionCode.INTERNAL_ERROR)), "The ledger has no faults of its own", reply);
        if (code.equals(Optional.of(RejectionCode.IDEMPOTENCY_CONFLICT))) {
            BrokenInvariant.unless(
                    subject.meanings.size() > 1, "There is no conflict where all attempts mean the same", reply);
            return;
        }
        if (code.isPresent() && !code.get().isRemembered()) {
            return;
        }
        var at = Instant.ofEpochMilli(sent.record().timestamp());
        if (header(sent, Headers.REPLAYED).equals("true")) {
            var first = subject.outcome.orElseThrow(
                    () -> new AssertionError("Broken invariant: only what was answered is replayed, but got " + reply));
            BrokenInvariant.unless(
                    Arrays.equals(first.reply(), sent.value()), "A replay has the bytes of the first reply", reply);
            BrokenInvariant.unless(
                    first.meaning().equals(request.operation()), "A replay is to the same request again", reply);
        } else {
            var isForgotten = subject.outcome.isEmpty()
                    || subject.outcome.get().at().plus(retention).isBefore(at);
            BrokenInvariant.unless(isForgotten, "A request is decided once", reply);
            subject.outcome = Optional.of(new Outcome(request.operation(), sent.value(), at));
        }
    }

    /** Whether a request under this key asked to go below zero. */
    boolean mayOverdraw(AccountId account, Optional<IdempotencyKey> key) {
        return key.map(known -> subjects.get(new Name(account, known))).stream()
                .flatMap(subject -> subject.meanings.stream())
                .anyMatch(operation -> operation instanceof Debit debit && debit.allowNegative());
    }

    /** At the end nobody waits. */
    void checkAllAnswered() {
        attempts.forEach((id, attempt) -> BrokenInvariant.unless(
                !attempt.replies().isEmpty(), "Each attempt is answered: " + id, attempt.request()));
    }

    /** The types of requests that were completed at least once. */
    List<Class<? extends Operation>> completed() {
        var types = new ArrayList<Class<? extends Operation>>();
        attempts.values().stream()
                .filter(attempt -> attempt.replies().stream().anyMatch(Completed.class::isInstance))
                .forEach(attempt -> types.add(attempt.request().operation().getClass()));
        return types;
    }

    private static Name nameOf(Request request) {
        return new Name(request.accountId(), request.idempotencyKey());
    }

    static String header(SimulatedContext.Sent sent, String name) {
        var header = sent.record().headers().lastHeader(name);
        return header == null ? "(none)" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
