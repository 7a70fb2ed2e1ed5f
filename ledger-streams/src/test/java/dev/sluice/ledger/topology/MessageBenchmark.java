package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.request.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time that reading and writing JSON takes for a hold: the request, its fingerprint, the reply, the journal's record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    private static final String NO_HASH = "0".repeat(64);

    private final WireFormats formats = WireFormats.create();
    private Request request;
    private byte[] requestJson;
    private Reply reply;
    private JournalRecord link;

    @Setup
    public void hold() {
        var ledger = new InMemoryLedger(NOW);
        ledger.apply(TestRequests.programMade());
        ledger.apply(TestRequests.pointsMade("points"));
        ledger.apply(TestRequests.participantMade("ann"));
        ledger.apply(TestRequests.credited(TestRequests.ANN, "credit", "10.00"));
        request = TestRequests.held(TestRequests.ANN, "hold", "1.00", Optional.empty());
        requestJson = formats.requests().write(request);
        if (!(ledger.apply(request) instanceof Decision.Accepted accepted)) {
            throw new IllegalStateException("Expected a hold that is accepted");
        }
        reply = new Completed(request.accountId(), request.idempotencyKey(), accepted.result());
        link = new JournalRecord(0, 4, NO_HASH, accepted.entry());
    }

    @Benchmark
    public Object readRequest() {
        return formats.requests().read(requestJson);
    }

    @Benchmark
    public byte[] fingerprint() {
        return formats.fingerprints().of(request.operation());
    }

    @Benchmark
    public byte[] writeReply() {
        return formats.replies().write(reply);
    }

    @Benchmark
    public byte[] writeJournal() {
        return formats.journal().write(link);
    }
}
