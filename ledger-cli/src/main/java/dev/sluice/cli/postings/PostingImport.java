package dev.sluice.cli.postings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Sends the postings of a file to a ledger, and compares each answer's balance with the file's. */
public final class PostingImport {

    /** Enough to keep two processors busy; more would only wait longer. */
    public static final int IN_FLIGHT = 256;

    private static final int FINDINGS_MAX = 10;
    private static final long LATENCY_MAX_MICROS = Duration.ofMinutes(5).toNanos() / 1_000;

    private final LedgerHttp http;
    private final Destination destination;

    /** Is shown each answer, with the place of its posting in the file; on the thread that answers come on. */
    @FunctionalInterface
    public interface AnswerWatcher {
        void answered(long index, HttpAnswer answer);
    }

    public PostingImport(LedgerHttp http, Destination destination) {
        this.http = http;
        this.destination = destination;
    }

    /**
     * Asks for the program and the asset, so that what is wrong with address, key or destination is told before anything is
     * sent.
     *
     * @throws ImportStoppedException when they are not there, or can't be asked for
     * @throws IOException when there is no node
     */
    public void checkDestination() throws IOException {
        for (var resource : List.of("/v1/programs/" + destination.program(), "/v1/assets/" + destination.asset())) {
            var answer = http.await(http.get(resource));
            if (!answer.isSuccess()) {
                throw new ImportStoppedException("%s: %s".formatted(resource, problem(answer)));
            }
        }
    }

    /**
     * Makes a participant for each account that has none; those that exist stay as they are.
     *
     * @throws ImportStoppedException when one can't be made
     */
    public void createParticipants(Collection<String> accounts, LongConsumer progress)
            throws IOException, InterruptedException {
        var run = new Run(progress);
        for (var account : accounts) {
            run.add(
                    account,
                    () -> http.postUntilAnswered(
                                    "/v1/participants",
                                    JsonNodeFactory.instance.objectNode().put("external_id", account))
                            .thenAccept(answer -> {
                                if (!answer.isSuccess()) {
                                    throw new ImportStoppedException(
                                            "The participant %s can't be made: %s".formatted(account, problem(answer)));
                                }
                            }));
        }
        run.await();
    }

    /**
     * Sends all postings. A refusal is counted and the import goes on, since the other accounts have nothing to do with it.
     *
     * @throws ImportStoppedException when the node gives no answer to one, which ends the import
     */
    public ImportResult send(PostingFile file, LongConsumer progress, AnswerWatcher watcher)
            throws IOException, InterruptedException {
        var run = new Run(progress);
        var tally = new Tally();
        var began = System.nanoTime();
        var index = 0L;
        try (var rows = file.read()) {
            for (var next = rows.next(); next.isPresent(); next = rows.next()) {
                var posting = next.get();
                var place = index++;
                run.add(
                        posting.account(),
                        () -> send(posting, tally).thenAccept(answer -> {
                            tally.count(posting, answer);
                            watcher.answered(place, answer);
                        }));
            }
        }
        run.await();
        return tally.result(Duration.ofNanos(System.nanoTime() - began));
    }

    private CompletableFuture<HttpAnswer> send(PostingRow posting, Tally tally) {
        var sent = System.nanoTime();
        return http.postUntilAnswered(resource(posting.account()), body(posting))
                .thenApply(answer -> {
                    tally.latency.recordValue(Math.min((System.nanoTime() - sent) / 1_000, LATENCY_MAX_MICROS));
                    return answer;
                });
    }

    private static String resource(String account) {
        return "/v1/participants/%s/balances/adjust".formatted(AccountId.ofParticipant(account));
    }

    private ObjectNode body(PostingRow posting) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("type", posting.type().name())
                .put("amount", posting.amount().toString())
                .put("asset_id", destination.asset().toString())
                .put("program_id", destination.program().toString())
                .put("description", posting.description())
                .put("idempotency_key", posting.key());
        posting.reference().ifPresent(reference -> body.put("reference_id", reference));
        if (posting.type() == PostingRow.Type.DEBIT && destination.allowNegative()) {
            body.put("allow_negative", true);
        }
        return body;
    }

    static String problem(HttpAnswer answer) {
        var json = answer.json();
        return "%d %s, %s"
                .formatted(
                        answer.status(),
                        json.path("code").asText("(no code)"),
                        json.path("detail").asText(""));
    }

    /** The calls of one step, of which the first that gets no answer ends all. */
    private static final class Run {

        private final Lanes<String> lanes = new Lanes<>(IN_FLIGHT);
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final LongConsumer progress;

        Run(LongConsumer progress) {
            this.progress = progress;
        }

        void add(String lane, Supplier<CompletableFuture<Void>> call) throws IOException, InterruptedException {
            throwFailure();
            lanes.add(lane, () -> failure.get() != null ? CompletableFuture.completedFuture(null) : watched(call));
        }

        void await() throws IOException, InterruptedException {
            lanes.await();
            throwFailure();
        }

        private CompletableFuture<Void> watched(Supplier<CompletableFuture<Void>> call) {
            return call.get().whenComplete((done, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed.getCause() == null ? failed : failed.getCause());
                } else {
                    progress.accept(1);
                }
            });
        }

        private void throwFailure() throws IOException, InterruptedException {
            var failed = failure.get();
            if (failed == null) {
                return;
            }
            lanes.await();
            throw failed instanceof ImportStoppedException stopped
                    ? stopped
                    : new ImportStoppedException("The node gave no answer: " + failed.getMessage(), failed);
        }
    }

    /** Counts as answers come, which is on one thread. */
    private static final class Tally {

        private final Histogram latency = new ConcurrentHistogram(LATENCY_MAX_MICROS, 3);
        private final List<String> findings = new ArrayList<>();
        private long postings;
        private long compared;
        private long differing;
        private long refused;
        private long replayed;

        synchronized void count(PostingRow posting, HttpAnswer answer) {
            postings++;
            if (answer.replayed()) {
                replayed++;
            }
            if (!answer.isSuccess()) {
                refused++;
                find(posting, problem(answer));
                return;
            }
            posting.balanceAfter().ifPresent(expected -> {
                compared++;
                var actual = answer.json().path("balance").path("available").asText();
                if (!expected.equals(Amount.parse(actual))) {
                    differing++;
                    find(posting, "Expected a balance of %s, but it is %s".formatted(expected, actual));
                }
            });
        }

        private void find(PostingRow posting, String what) {
            if (findings.size() < FINDINGS_MAX) {
                findings.add("line %d, account %s: %s".formatted(posting.line(), posting.account(), what));
            }
        }

        synchronized ImportResult result(Duration took) {
            return new ImportResult(
                    postings, compared, differing, refused, replayed, List.copyOf(findings), took, latency);
        }
    }
}
