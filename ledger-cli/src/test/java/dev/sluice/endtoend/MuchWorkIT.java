package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.endtoend.DirectLedger.Putting;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hundred requests that each touch 5,000 lots, all in one poll of a real broker: more than a transaction has the time for.
 * None is aborted by its timeout, since what a round has no time for is kept for the next.
 *
 * <p>Kafka Streams looks whether to commit after ever more records, as long as there is no commit in between. So each poll
 * begins with many that cost nothing, and commits are seldom.
 */
class MuchWorkIT {

    private static final Logger LOG = LoggerFactory.getLogger(MuchWorkIT.class);

    /** As many as an operation may touch. */
    private static final int LOTS = 5_000;

    private static final int LOTS_AT_ONCE = 1_000;

    private static final int REQUESTS = 200;

    /** With the requests, as many as one poll brings. */
    private static final int QUESTIONS = 1_800;

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final MessageJson<JournalRecord> JOURNAL = MessageJson.ofJournal(LedgerMapper.create());
    private static final IdempotencyKey MAKE_PROGRAM = IdempotencyKey.of("program");
    private static final ProgramId PROGRAM = ProgramId.madeWith(MAKE_PROGRAM);
    private static final AssetId ASSET = AssetId.ofSymbol("POINTS");
    private static final AccountId ANN = AccountId.ofParticipant("ann");

    private static final Credit ONE_LOT = new Credit(
            PROGRAM,
            ASSET,
            "One of many",
            Amount.parse("1.00"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    private static final Hold HOLD_ALL = new Hold(
            PROGRAM,
            ASSET,
            "All there is",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    private static final Release RELEASE_ALL = new Release(
            PROGRAM,
            ASSET,
            "All there is",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    @RegisterExtension
    private final DirectLedger ledger = new DirectLedger();

    @Test
    void books_each_of_many_large_requests_once_and_commits_in_between() throws Exception {
        ledger.start();
        makeAnnWithLots();
        ledger.stop();
        var keys = new ArrayList<IdempotencyKey>();
        try (var requests = requests()) {
            for (var question = 0; question < QUESTIONS; question++) {
                requests.send(ANN, new GetBalances(Optional.empty()));
            }
            for (var pair = 0; pair < REQUESTS / 2; pair++) {
                keys.add(requests.send(ANN, HOLD_ALL));
                keys.add(requests.send(ANN, RELEASE_ALL));
            }
        }

        DirectInstance instance;
        try (var journal = Topics.fromTheEnd(ledger.bootstrapServers(), ledger.topic(Topic.JOURNAL))) {
            var began = System.nanoTime();
            var commits = new Commits();
            instance = ledger.startCommittingEvery(COMMIT_INTERVAL);
            while (commits.records().size() < REQUESTS && timeSince(began).compareTo(PATIENCE) < 0) {
                journal.poll(Topics.POLL).forEach(commits::seen);
            }
            LOG.warn(
                    "{} requests of {} lots each were booked in {} ms by {} transactions, the longest of {} ms",
                    commits.records().size(),
                    LOTS,
                    timeSince(began).toMillis(),
                    commits.count(),
                    commits.longest().toMillis());
            assertThat(commits.records())
                    .as("entries, booked in the order of the requests")
                    .extracting(record -> JOURNAL.read(record.value())
                            .entry()
                            .idempotencyKey()
                            .orElseThrow())
                    .containsExactlyElementsOf(keys);
            assertThat(commits.gaps()).as("transactions that were aborted").isZero();
        }
        ledger.awaitReply(keys.getLast());
        assertThat(ledger.replies())
                .filteredOn(key -> keys.contains(IdempotencyKey.of(key)))
                .hasSize(REQUESTS);
        assertThat(instance.readiness().path("threads_ended").path("count").asInt())
                .isZero();
    }

    private void makeAnnWithLots() {
        // Kafka Streams rebuilds a partition that has remembered nothing yet, and commits nothing meanwhile.
        IntStream.range(0, DirectLedger.PARTITIONS).mapToObj(Putting::on).forEach(putting -> {
            ledger.send(putting);
            ledger.awaitReply(putting);
        });
        done(new Request(PROGRAM.account(), MAKE_PROGRAM, new CreateProgram("Shop", Optional.empty())));
        done(new Request(
                ASSET.account(),
                IdempotencyKey.of("make-asset"),
                new CreateAsset(
                        PROGRAM,
                        "Points",
                        "POINTS",
                        InventoryMode.LOT,
                        IssuancePolicy.UNLIMITED,
                        2,
                        Optional.empty())));
        done(new Request(
                ANN,
                IdempotencyKey.of("make-ann"),
                new PutParticipant("ann", Optional.empty(), Optional.empty(), Optional.empty())));
        for (var lot = 0; lot < LOTS; lot += LOTS_AT_ONCE) {
            giveLots();
        }
    }

    private void giveLots() {
        var keys = new ArrayList<IdempotencyKey>();
        try (var requests = requests()) {
            for (var lot = 0; lot < LOTS_AT_ONCE; lot++) {
                keys.add(requests.send(ANN, ONE_LOT));
            }
        }
        ledger.awaitReply(keys.getLast());
    }

    private void done(Request request) {
        try (var requests = requests()) {
            requests.send(request);
        }
        ledger.awaitReply(request.idempotencyKey());
    }

    private ManyRequests requests() {
        return new ManyRequests(ledger.bootstrapServers(), ledger.topic(Topic.REQUESTS));
    }

    private static Duration timeSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
