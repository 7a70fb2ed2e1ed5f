package dev.sluice.cli;

import dev.sluice.cli.node.ApiKeyFile;
import dev.sluice.cli.past.PastCaller;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that ask a gateway about the past. */
final class PastOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where a gateway is (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = NodeOptions.KEY_DEFAULT,
            description = "With the scope read; or SLUICE_API_KEY. Without it, that of the node in --data.")
    private @Nullable String apiKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = NodeOptions.DATA_DEFAULT,
            description = "The data folder of a node on this machine, for its API key (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--csv", description = "Print CSV, all of it as it comes.")
    private boolean csv;

    boolean csv() {
        return csv;
    }

    PastCaller caller() {
        var key = Optional.ofNullable(apiKey)
                .or(() -> ApiKeyFile.in(data).read())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "Expected an API key in --api-key or SLUICE_API_KEY, and there is none in %s either."
                                .formatted(data)));
        return new PastCaller(url, key);
    }
}
