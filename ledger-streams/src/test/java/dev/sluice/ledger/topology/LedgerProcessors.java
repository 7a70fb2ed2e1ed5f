package dev.sluice.ledger.topology;

import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.topology.background.TurnTaking;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.WireFormats;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/** The processors of one instance, for tests that run them without Kafka Streams. */
public final class LedgerProcessors {

    private LedgerProcessors() {}

    /** Each is of one task; their turns have no end but the number of items. */
    public static Supplier<Processor<byte[], byte[], byte[], Outgoing>> of(
            TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters, OpenWork openWork) {
        var shown = new LedgerInstance.Shown(meters, openWork);
        var instance = new LedgerInstance(settings, rules, formats, shown, new TurnTaking(() -> 0));
        return () -> new LedgerProcessor(instance);
    }
}
