package dev.sluice.cli.bench.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.schema.json.LedgerMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process that makes load: a job on each line in, a report on each line out, until there are no more lines. */
public final class LoadMain {

    private LoadMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var json = json();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(json.writeValueAsString(LoadRun.of(json.readValue(line, LoadJob.class))));
        }
        // Netty's and Kafka's threads may be daemons or not: there is nothing left to do.
        System.exit(0);
    }

    /** How jobs and reports are written. */
    public static JsonMapper json() {
        return LedgerMapper.create();
    }
}
