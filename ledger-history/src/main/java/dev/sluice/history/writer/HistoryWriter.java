package dev.sluice.history.writer;

import dev.sluice.history.HistoryConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The writer of history in this process: a few consumers of one group, each on a thread of its own. */
public final class HistoryWriter implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final List<JournalReader> readers;
    private final List<Thread> threads = new ArrayList<>();

    private HistoryWriter(List<JournalReader> readers) {
        this.readers = readers;
    }

    /** Begins in the background; it waits for Kafka and for the database as long as it has to. */
    public static HistoryWriter start(HistoryConfig config, WriterStatus status) {
        var writer = new HistoryWriter(IntStream.range(0, config.threads())
                .mapToObj(number -> new JournalReader(config, status, Clock.systemUTC()))
                .toList());
        for (var reader : writer.readers) {
            writer.threads.add(Thread.ofPlatform()
                    .name("history-" + writer.threads.size())
                    .daemon()
                    .start(reader));
        }
        return writer;
    }

    /** Whether all that it began with still goes on. */
    public boolean isAlive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    /** Waits until it has ended. */
    public void join() throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        readers.forEach(JournalReader::stop);
        try {
            for (var thread : threads) {
                thread.join(STOP_PATIENCE);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
