package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** As it stands in the jar's manifest. */
final class Version implements IVersionProvider {

    static final String OF_PROGRAM = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + OF_PROGRAM, "Java " + Runtime.version()};
    }
}
