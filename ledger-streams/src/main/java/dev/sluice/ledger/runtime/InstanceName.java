package dev.sluice.ledger.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name of this instance among the others, the same after a restart: as it was told, or else one that is made once and kept
 * beside the state. State that is moved to another machine takes its name with it.
 */
final class InstanceName {

    private static final String FILE = "instance-name";

    private InstanceName() {}

    static String of(LedgerConfig.Instance instance) {
        return instance.id().orElseGet(() -> kept(instance.stateDir()));
    }

    private static String kept(Path stateDir) {
        var file = stateDir.resolve(FILE);
        try {
            Files.createDirectories(stateDir);
            if (Files.exists(file)) {
                var name = Files.readString(file).strip();
                if (!name.isEmpty()) {
                    return name;
                }
            }
            var name = UUID.randomUUID().toString();
            Files.writeString(file, name);
            return name;
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Expected a state folder that can be written at %s, but it can't".formatted(stateDir), unusable);
        }
    }
}
