package dev.sluice.cli;

import picocli.CommandLine.Command;

/** {@code sluice history}. */
@Command(
        name = "history",
        description = "Make the past again from the journal, or check it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {HistoryRebuildCommand.class, HistoryVerifyCommand.class})
final class HistoryCommand {}
