package dev.sluice.ledger.simulation;

import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.LedgerProcessors;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The time of a whole record in the ledger's own code, from the bytes of the request to those of the reply, the journal and the
 * rows, on stores in memory: what is left of a request's cost when Kafka and RocksDB are taken away.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {

    private static final int ACCOUNTS = 1_000;

    /** About as many as a commit takes at full speed. */
    private static final int RECORDS_OF_A_COMMIT = 200;

    private static final long START = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
    private static final ProgramId PROGRAM = ProgramId.madeWith(IdempotencyKey.of("p"));
    private static final AssetId POINTS = AssetId.ofSymbol("PTS");
    private static final String[] NAMES =
            IntStream.range(0, ACCOUNTS).mapToObj(account -> "x" + account).toArray(String[]::new);

    private final TopologySettings settings =
            new TopologySettings("bench.", 1, Retention.DEFAULT, Sweep.DEFAULT, Backlog.DEFAULT);
    private final String topic = settings.topic(Topic.REQUESTS);
    private SimulatedRows balances;
    private SimulatedRows lots;
    private SimulatedOutcomes outcomes;
    private SimulatedContext context;
    private Processor<byte[], byte[], byte[], Outgoing> ledger;
    private long records;
    private int next;

    /** Anew each time, since outcomes in memory are for ever. */
    @Setup(Level.Iteration)
    public void begin() {
        var breakdown = new Breakdown();
        balances = new SimulatedRows(LedgerStores.BALANCES, breakdown);
        lots = new SimulatedRows(LedgerStores.LOTS, breakdown);
        outcomes = new SimulatedOutcomes(2 * settings.retention().outcomes().toMillis(), breakdown);
        context = new SimulatedContext(
                0,
                Map.of(LedgerStores.BALANCES, balances, LedgerStores.LOTS, lots, LedgerStores.OUTCOMES, outcomes),
                breakdown);
        ledger = LedgerProcessors.of(
                        settings,
                        Rules.ofTheLedger(),
                        WireFormats.create(),
                        new LedgerMeters(new SimpleMeterRegistry()),
                        new OpenWork())
                .get();
        records = 0;
        ledger.init(context);
        ask(PROGRAM.account(), "create_program", "p", "\"name\":\"P\"");
        ask(
                POINTS.account(),
                "create_asset",
                "a",
                "\"program_id\":\"" + PROGRAM + "\",\"name\":\"Points\",\"symbol\":\"PTS\",\"inventory_mode\":\"LOT\","
                        + "\"issuance_policy\":\"UNLIMITED\",\"scale\":2");
        for (var name : NAMES) {
            ask(AccountId.ofParticipant(name), "put_participant", "put", "\"external_id\":\"" + name + "\"");
            move(name, "credit", "1000.00", "\"account_kind\":\"PARTICIPANT\",\"bucket\":\"AVAILABLE\"");
        }
        if (context.takeSent().stream().noneMatch(sent -> sent.toString().contains("completed"))) {
            throw new IllegalStateException("Expected accounts with points, but got none");
        }
    }

    @Benchmark
    @OperationsPerInvocation(2)
    public Object holdAndRelease() {
        var name = NAMES[next++ % ACCOUNTS];
        var reference = "\"reference_id\":\"order-" + records + "\"";
        move(name, "hold", "1.00", reference);
        move(name, "release", "1.00", reference);
        return records % RECORDS_OF_A_COMMIT == 0 ? commit() : ledger;
    }

    private void move(String name, String type, String amount, String more) {
        ask(
                AccountId.ofParticipant(name),
                type,
                "key-" + records,
                "\"program_id\":\"" + PROGRAM + "\",\"asset_id\":\"" + POINTS
                        + "\",\"description\":\"Benchmark\",\"amount\":\"" + amount + "\"," + more);
    }

    private void ask(AccountId account, String type, String key, String more) {
        var json = "{\"type\":\"" + type + "\",\"version\":1,\"account_id\":\"" + account + "\",\"idempotency_key\":\""
                + key + "\"," + more + "}";
        context.at(topic, records);
        ledger.process(new Record<>(
                account.toKey(), json.getBytes(StandardCharsets.UTF_8), START + records, new RecordHeaders()));
        records++;
    }

    private Object commit() {
        balances.commit();
        lots.commit();
        outcomes.commit();
        context.beginRound();
        return context.takeSent();
    }
}
