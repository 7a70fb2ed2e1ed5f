package dev.sluice.cli;

/** The exit codes of the command line. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command ran, but a result is not what it must be: a balance differs, an operation was refused, something is stuck, the books are not in order. */
    public static final int DIFFERS = 1;

    /** The command was written wrongly, or a file that it names can't be read as what it must be. */
    public static final int USAGE = 2;

    /** The node can't start, or a running node or its Kafka can't be reached or read to the end. */
    public static final int CANNOT_START = 3;

    /** The node ran, and then could not go on. */
    public static final int STOPPED = 4;

    static final String HELP_OK = "0:All is well.";
    static final String HELP_DIFFERS =
            "1:A balance differs, an operation was refused, something is stuck, or a rule is broken.";
    static final String HELP_USAGE = "2:The command, or a file that it names, is not written as it must be.";
    static final String HELP_CANNOT_START = "3:The node can't start, or can't be reached.";
    static final String HELP_STOPPED = "4:The node ran, and then could not go on.";
    static final String HELP_SIGNAL = "130, 143:Stopped by ctrl-C or by TERM, in order.";

    private ExitCode() {}
}
