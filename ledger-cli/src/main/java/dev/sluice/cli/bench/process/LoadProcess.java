package dev.sluice.cli.bench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cli.bench.load.LoadJob;
import dev.sluice.cli.bench.load.LoadMain;
import dev.sluice.cli.bench.load.LoadReport;
import java.util.List;

/** The process that makes load, kept for the whole benchmark so that its code is as warm as what it measures. */
public final class LoadProcess implements AutoCloseable {

    private final JsonMapper json = LoadMain.json();
    private final ChildJvm process;

    private LoadProcess(ChildJvm process) {
        this.process = process;
    }

    public static LoadProcess start() {
        return new LoadProcess(ChildJvm.start(LoadMain.class, List.of()));
    }

    public long pid() {
        return process.pid();
    }

    /** Returns when the last answer has come, or was waited for in vain. */
    public LoadReport run(LoadJob job) {
        try {
            process.say(json.writeValueAsString(job));
            return json.readValue(process.readUntil(line -> line.startsWith("{")), LoadReport.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Expected jobs and reports to be read by both sides", unreadable);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
