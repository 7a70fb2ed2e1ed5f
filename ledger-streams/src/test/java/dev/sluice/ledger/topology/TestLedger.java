package dev.sluice.ledger.topology;

import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.StreamsSettings;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.ledger.standstill.WatchMeters;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.background.TurnTaking;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A ledger of one or several partitions, each of them the real topology with the real settings. Time stands until a test
 * turns it. What partitions tell each other is carried between them at once, or when the test says so.
 */
final class TestLedger implements AutoCloseable {

    static final Instant START = Instant.parse("2024-06-01T12:00:00Z");

    /** As the usual one, but for the time of a turn: how fast the machine is must not change what a test sees. */
    private static final Sweep PATIENT =
            new Sweep(true, Sweep.DEFAULT.interval(), Sweep.DEFAULT.itemsMax(), Duration.ofMinutes(1));

    final WireFormats formats = WireFormats.create();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Watch watch = Watch.by(() -> this.now);
    private final TopologySettings settings;
    private final LedgerInstance instance;
    private final List<Path> folders = new ArrayList<>();
    private final List<TopologyTestDriver> partitions = new ArrayList<>();
    private final Set<Integer> restarts = new HashSet<>();
    private final Deque<Message> onTheWay = new ArrayDeque<>();
    private boolean carried = true;
    private boolean roundsEnd = true;
    private long systemTimeMs = START.toEpochMilli();
    private Instant now = START;

    private record Message(int partition, Record<byte[], Outgoing> record) {}

    /** A reply as it came out, with its headers and time. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(Reply reply, byte[] value, TestRecord<byte[], byte[]> record) {

        String header(String name) {
            return TestLedger.header(record, name).orElse("(none)");
        }

        Result result() {
            return ((Completed) reply).result();
        }

        String refusal() {
            return reply instanceof Refused refused ? refused.rejection().code().wireName() : "(not refused)";
        }
    }

    static TestLedger ofOnePartition() {
        return new TestLedger(1, Rules.ofTheLedger());
    }

    static TestLedger of(int partitions) {
        return new TestLedger(partitions, Rules.ofTheLedger());
    }

    static TestLedger with(Rules rules) {
        return new TestLedger(1, rules);
    }

    static TestLedger with(TopologySettings settings, Rules rules) {
        return new TestLedger(settings, rules);
    }

    static TopologySettings settings(int partitions) {
        return new TopologySettings("test.", partitions, Retention.DEFAULT, PATIENT, Backlog.DEFAULT);
    }

    private TestLedger(int count, Rules rules) {
        this(settings(count), rules);
    }

    private TestLedger(TopologySettings settings, Rules rules) {
        this.settings = settings;
        WatchMeters.show(watch, meters);
        var shown = new LedgerInstance.Shown(new LedgerMeters(meters), watch.openWork());
        this.instance = new LedgerInstance(settings, rules, formats, shown, new TurnTaking(() -> 0));
        for (var partition = 0; partition < settings.partitions(); partition++) {
            partitions.add(driver(partition));
        }
    }

    private TopologyTestDriver driver(int partition) {
        var topology = LedgerTopology.build(settings, () -> new OnPartition(partition));
        try {
            var folder = Files.createTempDirectory("sluice-test");
            folders.add(folder);
            var config = LedgerConfig.singleNode("nowhere:9092", folder).withLedger(settings);
            return new TopologyTestDriver(topology, StreamsSettings.of(config, "test"), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The driver knows one partition only, the first: so the processor is told another one, and its messages are carried here. */
    private final class OnPartition implements Processor<byte[], byte[], byte[], Outgoing> {
        private final int partition;
        private LedgerProcessor ledger = new LedgerProcessor(instance);
        private ProcessorContext<byte[], Outgoing> context;

        OnPartition(int partition) {
            this.partition = partition;
        }

        /** A new task with the stores that there are, as after a transaction that was aborted. */
        private void restart() {
            ledger.close();
            ledger = new LedgerProcessor(instance);
            ledger.init(context);
            restarts.remove(partition);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void init(ProcessorContext<byte[], Outgoing> driver) {
            context = (ProcessorContext<byte[], Outgoing>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ProcessorContext.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("taskId")) {
                            return new TaskId(0, partition);
                        }
                        if (method.getName().equals("currentSystemTimeMs")) {
                            return systemTimeMs;
                        }
                        if (method.getName().equals("forward")
                                && arguments.length == 2
                                && arguments[1].equals(Sinks.EXCHANGE)) {
                            var record = (Record<byte[], Outgoing>) arguments[0];
                            onTheWay.add(new Message(record.value().partition().orElseThrow(), record));
                            return null;
                        }
                        try {
                            return method.invoke(driver, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
            ledger.init(context);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (restarts.contains(partition)) {
                restart();
            }
            if (roundsEnd) {
                systemTimeMs++;
            }
            ledger.process(record);
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    // What a test does.

    Instant now() {
        return now;
    }

    TestLedger at(Instant instant) {
        now = instant;
        return this;
    }

    TestLedger after(Duration duration) {
        return at(now.plus(duration));
    }

    /** Turns the clock of the machines, so that the sweep makes its rounds. */
    void machineClockGoes(Duration duration) {
        now = now.plus(duration);
        systemTimeMs++;
        partitions.forEach(partition -> partition.advanceWallClockTime(duration));
        carry();
    }

    /** Turns the clocks of the hosts only: the brokers stamp what comes in as before. */
    void hostClockRunsAhead(Duration duration) {
        systemTimeMs++;
        partitions.forEach(partition -> partition.advanceWallClockTime(duration));
        carry();
    }

    /** The task of a partition begins again with its next record: what it had in memory is gone. */
    void restart(int partition) {
        restarts.add(partition);
    }

    /** From here on all records are of one round, as when Kafka Streams has them all at hand before it commits. */
    void oneRound() {
        roundsEnd = false;
    }

    /** What partitions tell each other stays on the way until {@link #carryOn()}. */
    void holdMessages() {
        carried = false;
    }

    /** Carries the oldest message. */
    void carryOne() {
        var message = onTheWay.remove();
        pipe(
                message.partition(),
                Topic.EXCHANGE,
                message.record().key(),
                message.record().value().value(),
                new RecordHeaders(message.record().headers()));
    }

    /** What the oldest message says. */
    ExchangeMessage nextMessage() {
        return formats.exchange().read(onTheWay.element().record().value().value());
    }

    /** Carries another message in place of the oldest one. */
    void carryInstead(ExchangeMessage other) {
        carryInstead(formats.exchange().write(other));
    }

    /** Carries other bytes in place of those of the oldest message. */
    void carryInstead(byte[] value) {
        var message = onTheWay.remove();
        pipe(
                message.partition(),
                Topic.EXCHANGE,
                message.record().key(),
                value,
                new RecordHeaders(message.record().headers()));
    }

    void carryOn() {
        carried = true;
        carry();
    }

    int messagesOnTheWay() {
        return onTheWay.size();
    }

    private void carry() {
        while (carried && !onTheWay.isEmpty()) {
            carryOne();
        }
    }

    /** Sends a request as Java's producer would, and gives back its only reply. */
    Answer ask(Request request) {
        send(request, Map.of());
        return onlyAnswer();
    }

    void send(Request request, Map<String, String> headers) {
        sendTo(home(request), request, headers);
    }

    void sendTo(int partition, Request request, Map<String, String> headers) {
        sendTo(partition, request.accountId().toKey(), formats.requests().write(request), headers);
    }

    void sendTo(int partition, byte[] key, byte[] value, Map<String, String> headers) {
        pipe(partition, Topic.REQUESTS, key, value, headers);
        carry();
    }

    /** As a service does that may only ask for what moves value. */
    void sendToWriteTopic(int partition, Request request, Map<String, String> headers) {
        sendToWriteTopic(
                partition, request.accountId().toKey(), formats.requests().write(request), headers);
    }

    void sendToWriteTopic(int partition, byte[] key, byte[] value, Map<String, String> headers) {
        pipe(partition, Topic.REQUESTS_WRITE, key, value, headers);
        carry();
    }

    void sendText(String key, String value) {
        sendTo(0, bytes(key), bytes(value), Map.of());
    }

    void message(int partition, byte[] key, byte[] value) {
        pipe(partition, Topic.EXCHANGE, key, value, Map.of());
        carry();
    }

    int home(Request request) {
        return Partitioning.of(request.accountId().toKey(), settings.partitions());
    }

    /** The first participant of such a name that lives there. */
    String nameOn(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "friend-" + i)
                .filter(name -> home(TestRequests.participantMade(name)) == partition)
                .findFirst()
                .orElseThrow();
    }

    private void pipe(int partition, Topic topic, byte[] key, byte[] value, Map<String, String> headers) {
        var recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, bytes(text)));
        pipe(partition, topic, key, value, recordHeaders);
    }

    private void pipe(int partition, Topic topic, byte[] key, byte[] value, RecordHeaders headers) {
        partitions
                .get(partition)
                .createInputTopic(settings.topic(topic), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, now));
    }

    // What a test sees.

    Answer onlyAnswer() {
        var answers = answers();
        if (answers.size() != 1) {
            throw new AssertionError("Expected one reply, but got " + answers.size());
        }
        return answers.getFirst();
    }

    List<Answer> answers() {
        return read(Topic.REPLIES).stream()
                .map(record -> new Answer(formats.replies().read(record.value()), record.value(), record))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return read(Topic.DEAD_LETTERS);
    }

    List<TestRecord<byte[], byte[]>> catalog() {
        return read(Topic.CATALOG);
    }

    /** What was booked on a partition since the last look. */
    List<TestRecord<byte[], byte[]>> journal(int partition) {
        return read(partition, Topic.JOURNAL);
    }

    List<JournalRecord> journalRecords(int partition) {
        return journal(partition).stream()
                .map(record -> formats.journal().read(record.value()))
                .toList();
    }

    KeyValueStore<Bytes, byte[]> rows(int partition, String store) {
        return partitions.get(partition).getKeyValueStore(store);
    }

    double counted(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    double postponed() {
        return meters.get("sluice.records.postponed").gauge().value();
    }

    double undertakingsPending() {
        return meters.get("sluice.undertakings.pending").gauge().value();
    }

    double pendingBroadcasts() {
        return meters.get("sluice.broadcasts.pending").gauge().value();
    }

    static Optional<String> header(TestRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    static String reason(TestRecord<byte[], byte[]> deadLetter) {
        return header(deadLetter, Headers.REASON).orElse("(none)");
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private List<TestRecord<byte[], byte[]>> read(Topic topic) {
        var records = new ArrayList<TestRecord<byte[], byte[]>>();
        for (var partition = 0; partition < partitions.size(); partition++) {
            records.addAll(read(partition, topic));
        }
        return records;
    }

    private List<TestRecord<byte[], byte[]>> read(int partition, Topic topic) {
        return partitions
                .get(partition)
                .createOutputTopic(settings.topic(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        partitions.forEach(TopologyTestDriver::close);
        folders.forEach(TestLedger::delete);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
