package dev.sluice.cli.torture.check;

import dev.sluice.verify.log.LedgerLog;
import dev.sluice.verify.log.LedgerTopic;
import dev.sluice.verify.log.LogRecord;
import java.util.function.Consumer;

/** A log of which somebody else reads along. */
record WatchedLog(LedgerLog log, Consumer<LogRecord> watcher) implements LedgerLog {

    @Override
    public int partitions() {
        return log.partitions();
    }

    @Override
    public long wholeSince(LedgerTopic topic) {
        return log.wholeSince(topic);
    }

    @Override
    public void read(Consumer<LogRecord> reader) {
        log.read(record -> {
            watcher.accept(record);
            reader.accept(record);
        });
    }

    @Override
    public void extend() {
        log.extend();
    }

    @Override
    public void close() {
        log.close();
    }
}
