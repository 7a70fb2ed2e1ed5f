package dev.sluice.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "sluice",
        description = "A ledger for value that is earned, held, released, moved and forfeited.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            ExitCode.HELP_OK,
            ExitCode.HELP_DIFFERS,
            ExitCode.HELP_USAGE,
            ExitCode.HELP_CANNOT_START,
            ExitCode.HELP_STOPPED,
            ExitCode.HELP_SIGNAL
        },
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            StuckCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            StatementCommand.class,
            EntriesCommand.class,
            HistoryCommand.class,
            BenchCommand.class,
            TortureCommand.class,
            HelpCommand.class
        })
public final class Sluice {

    private Sluice() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command to its end and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Sluice())
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((fault, words) -> told(fault))
                .setExecutionExceptionHandler((failure, command, parsed) -> told(failure))
                .execute(arguments);
    }

    /** One line, and not all of the help, in which it would be lost. */
    private static int told(ParameterException fault) {
        System.err.printf(
                "sluice: %s%nTry: %s --help%n",
                fault.getMessage(), fault.getCommandLine().getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int told(Exception failure) throws Exception {
        if (failure instanceof CommandFailure expected) {
            System.err.println("sluice: " + expected.getMessage());
            return expected.exitCode();
        }
        if (failure instanceof IOException unreachable) {
            System.err.println("sluice: " + unreachable.getMessage());
            return ExitCode.CANNOT_START;
        }
        // A bug of ours, and then a stack trace is what helps.
        throw failure;
    }
}
