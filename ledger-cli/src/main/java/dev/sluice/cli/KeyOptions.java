package dev.sluice.cli;

import dev.sluice.cli.node.ApiKeyFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that ask a gateway, for the key that it knows them by. */
final class KeyOptions {

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = NodeOptions.KEY_DEFAULT,
            description =
                    "With the scope write, or read for what only reads; or SLUICE_API_KEY. Without it, that of the node"
                            + " in --data.")
    private @Nullable String apiKey;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = NodeOptions.DATA_DEFAULT,
            description = "The data folder of a node on this machine, for its API key (default: ${DEFAULT-VALUE}).")
    private Path data;

    /**
     * The key.
     *
     * @throws CommandFailure where there is none
     */
    String key() {
        return Optional.ofNullable(apiKey)
                .or(() -> ApiKeyFile.in(data).read())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "Expected an API key in --api-key or SLUICE_API_KEY, and there is none in %s either."
                                .formatted(data)));
    }
}
