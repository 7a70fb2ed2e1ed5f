package dev.sluice.cli.node;

import java.nio.file.Path;

/**
 * The file or terminal that log lines go to. To be called before anything logs: the file's place is read once, when the first
 * logger is made.
 */
public final class NodeLog {

    private static final String CONFIGURATION = "logback.configurationFile";

    private NodeLog() {}

    /** Lines go to the file; errors are told at the terminal too. A configuration of the user's own stays. */
    public static void toFile(Path file) {
        System.setProperty("sluice.log", file.toString());
        configure("dev/sluice/cli/node-logback.xml");
    }

    /** For commands without a node: there is no file, and errors are told at the terminal. */
    public static void errorsOnly() {
        configure("dev/sluice/cli/command-logback.xml");
    }

    private static void configure(String resource) {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, resource);
        }
    }
}
