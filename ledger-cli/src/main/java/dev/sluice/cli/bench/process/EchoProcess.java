package dev.sluice.cli.bench.process;

import dev.sluice.cli.bench.echo.EchoMain;
import dev.sluice.cli.bench.echo.EchoNames;
import java.nio.file.Path;
import java.util.List;

/** An echo in a process of its own, as the ledger's threads are not to share one with it. */
public final class EchoProcess implements AutoCloseable {

    private final EchoNames names;
    private final ChildJvm process;

    private EchoProcess(EchoNames names, ChildJvm process) {
        this.names = names;
        this.process = process;
    }

    /** Returns when it serves. */
    public static EchoProcess start(String bootstrapServers, EchoNames names, int rows, int partitions, Path folder) {
        var process = ChildJvm.start(
                EchoMain.class,
                List.of(
                        bootstrapServers,
                        names.prefix(),
                        Integer.toString(rows),
                        Integer.toString(partitions),
                        folder.toString()));
        process.readUntil(EchoMain.RUNS::equals);
        return new EchoProcess(names, process);
    }

    public EchoNames names() {
        return names;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
