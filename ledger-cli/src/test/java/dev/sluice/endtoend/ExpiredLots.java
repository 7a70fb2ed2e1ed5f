package dev.sluice.endtoend;

import dev.sluice.schema.value.SystemAccount;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Follows the journal while it is written, and counts the lots that went to breakage: as text, to take no time from the ledger. */
final class ExpiredLots implements AutoCloseable {

    private static final byte[] BREAKAGE = SystemAccount.SYSTEM_BREAKAGE.name().getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong count = new AtomicLong();
    private final Thread reading;
    private volatile boolean stopped;

    ExpiredLots(String bootstrapServers, String journal) {
        reading = Thread.ofPlatform().daemon().start(() -> {
            try (var consumer = Topics.fromTheEnd(bootstrapServers, journal)) {
                while (!stopped) {
                    consumer.poll(Topics.POLL).forEach(record -> count.addAndGet(breakages(record.value())));
                }
            }
        });
    }

    long count() {
        return count.get();
    }

    private static int breakages(byte[] value) {
        var found = 0;
        for (var at = 0; at <= value.length - BREAKAGE.length; at++) {
            if (isAt(value, at)) {
                found++;
                at += BREAKAGE.length - 1;
            }
        }
        return found;
    }

    private static boolean isAt(byte[] value, int at) {
        for (var i = 0; i < BREAKAGE.length; i++) {
            if (value[at + i] != BREAKAGE[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            reading.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
