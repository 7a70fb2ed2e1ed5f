package dev.sluice.cli.torture.process;

import dev.sluice.cli.torture.plan.PlannedFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The hand that brings a planned fault about, and takes it away again. */
public final class Faults {

    private final Cluster cluster;

    public Faults(Cluster cluster) {
        this.cluster = cluster;
    }

    public void begin(PlannedFault fault) {
        switch (fault.kind()) {
            case LEDGER_KILLED, GATEWAY_KILLED, BROKER_KILLED, LEDGER_AND_BROKER_KILLED, SERVICES_KILLED, ALL_KILLED ->
                // At once, as when the power goes.
                processes(fault).parallelStream().forEach(ServerProcess::kill);
            case STATE_DELETED ->
                each(fault, process -> {
                    process.kill();
                    deleteAllIn(process.machine().folder());
                });
            case LEDGER_FROZEN, GATEWAY_FROZEN, BROKER_FROZEN -> each(fault, ServerProcess::freeze);
            case LEDGER_ADDED -> each(fault, ServerProcess::start);
            case LEDGER_CUT_OFF, GATEWAY_CUT_OFF, BROKER_CUT_OFF, NETWORK_SPLIT ->
                cluster.machines().cutOff(fault.targets());
            case LEDGER_DISK_HANGS, BROKER_DISK_HANGS ->
                each(fault, process -> disk(process).hang());
            case LEDGER_DISK_FULL, BROKER_DISK_FULL ->
                each(fault, process -> disk(process).fill());
            case LEDGER_CLOCK_WRONG, BROKER_CLOCK_WRONG ->
                each(fault, process -> clock(process).set(fault.clockSeconds()));
        }
    }

    public void end(PlannedFault fault) {
        switch (fault.kind()) {
            case LEDGER_KILLED,
                    GATEWAY_KILLED,
                    BROKER_KILLED,
                    LEDGER_AND_BROKER_KILLED,
                    SERVICES_KILLED,
                    ALL_KILLED,
                    STATE_DELETED -> each(fault, ServerProcess::start);
            case LEDGER_FROZEN, GATEWAY_FROZEN, BROKER_FROZEN -> each(fault, ServerProcess::thaw);
            case LEDGER_ADDED -> each(fault, ServerProcess::stop);
            case LEDGER_CUT_OFF, GATEWAY_CUT_OFF, BROKER_CUT_OFF, NETWORK_SPLIT ->
                cluster.machines().heal(fault.targets());
            case LEDGER_DISK_HANGS, BROKER_DISK_HANGS ->
                each(fault, process -> disk(process).goOn());
            case LEDGER_DISK_FULL, BROKER_DISK_FULL ->
                each(fault, process -> disk(process).empty());
            case LEDGER_CLOCK_WRONG, BROKER_CLOCK_WRONG ->
                each(fault, process -> clock(process).set(0));
        }
    }

    private void each(PlannedFault fault, Consumer<ServerProcess> action) {
        processes(fault).forEach(action);
    }

    private List<ServerProcess> processes(PlannedFault fault) {
        return fault.targets().stream().map(cluster::process).toList();
    }

    private static Disk disk(ServerProcess process) {
        return process.machine().disk().orElseThrow();
    }

    private static Clock clock(ServerProcess process) {
        return process.machine().clock().orElseThrow();
    }

    /** The folder itself stays: a disk may be mounted there. */
    private static void deleteAllIn(Path folder) {
        try (var found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder))
                    .forEach(Faults::delete);
        } catch (NoSuchFileException nothing) {
            // It was never started.
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
