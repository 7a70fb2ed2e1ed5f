package dev.sluice.cli;

import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.postings.Destination;
import dev.sluice.cli.postings.ImportResult;
import dev.sluice.cli.postings.ImportStoppedException;
import dev.sluice.cli.postings.PostingColumn;
import dev.sluice.cli.postings.PostingFile;
import dev.sluice.cli.postings.PostingFileException;
import dev.sluice.cli.postings.PostingFormat;
import dev.sluice.cli.postings.PostingImport;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice import}. */
@Command(
        name = "import",
        description = "Import a file of postings into a node that runs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nThe file:%n",
        footer = {
            "  CSV in UTF-8, plain or gzip, whose first line names the columns, in any order:",
            "",
            "  account        the participant's external id; who has none yet is made",
            "  type           CREDIT or DEBIT",
            "  amount         a plain decimal above zero, such as 100.00",
            "  balance_after  optional: what the available balance must be then; compared with each answer",
            "  key            optional: the idempotency key, once for each account; without the column it is",
            "                 made of --batch and the number of the line",
            "  reference      optional: the reference_id, up to 255 characters",
            "  description    optional: up to 500 characters",
            "",
            "  The whole file is checked before anything is sent. Each account's rows are applied in their order.",
            "  An import that was cut short is simply run again: what is done already is not done twice, for",
            "  as long as the ledger remembers outcomes (7 days, where nobody has set another time).",
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The postings; see below.")
    private Path file;

    @Option(names = "--program", required = true, paramLabel = "UUID", description = "The program to book in.")
    private String program;

    @Option(
            names = "--asset",
            required = true,
            paramLabel = "UUID|SYMBOL",
            description = "The asset, by its id or its symbol.")
    private String asset;

    @Option(names = "--allow-negative", description = "Let debits take an account below zero.")
    private boolean allowNegative;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the node is (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Mixin
    private KeyOptions key;

    @Option(
            names = "--batch",
            paramLabel = "NAME",
            description = "Names this import in the keys of rows that have none (default: the file's name).")
    private @Nullable String batch;

    @Option(
            names = "--column",
            paramLabel = "COLUMN=NAME",
            description = "What a column is called in the file; as often as needed.")
    private Map<String, String> columns = Map.of();

    @Option(names = "--skip", paramLabel = "NAME", description = "Pass a column over; as often as needed.")
    private Set<String> skipped = Set.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        NodeLog.errorsOnly();
        var destination = new Destination(
                read("--program", program, ProgramId::parse),
                read("--asset", asset, ImportCommand::assetOf),
                allowNegative);
        var postings = PostingFile.of(file, new PostingFormat(batchName(), columnNames(), skipped, ""));
        var contents = check(postings);
        try (var http = connect()) {
            var imports = new PostingImport(http, destination);
            check(imports);
            var result = send(imports, postings, contents);
            print(result, contents);
            return result.isClean() ? ExitCode.OK : ExitCode.DIFFERS;
        } catch (ImportStoppedException stopped) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    stopped.getMessage() + ". Run the same command again to go on: what is done is not done twice.",
                    stopped);
        }
    }

    private PostingFile.Contents check(PostingFile postings) throws IOException {
        try {
            return postings.check();
        } catch (PostingFileException fault) {
            throw new CommandFailure(
                    ExitCode.USAGE, "%s, %s. Nothing was sent.".formatted(file, fault.getMessage()), fault);
        } catch (NoSuchFileException missing) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Expected a file at %s, but there is none.".formatted(file), missing);
        } catch (CharacterCodingException notText) {
            throw new CommandFailure(
                    ExitCode.USAGE, "%s: Expected UTF-8, but it is not. Nothing was sent.".formatted(file), notText);
        }
    }

    private static void check(PostingImport imports) throws IOException {
        try {
            imports.checkDestination();
        } catch (ImportStoppedException refused) {
            throw new CommandFailure(ExitCode.USAGE, refused.getMessage() + ". Nothing was sent.", refused);
        }
    }

    private static ImportResult send(PostingImport imports, PostingFile postings, PostingFile.Contents contents)
            throws IOException, InterruptedException {
        try (var progress = Progress.of("accounts", contents.accounts().size())) {
            imports.createParticipants(contents.accounts(), progress::step);
        }
        try (var progress = Progress.of("postings", contents.postings())) {
            return imports.send(postings, progress::step, (index, answer) -> {});
        }
    }

    private static void print(ImportResult result, PostingFile.Contents contents) {
        result.findings().forEach(System.err::println);
        System.out.println(Table.withoutHeader()
                .row("postings", Table.count(result.postings()))
                .row("accounts", Table.count(contents.accounts().size()))
                .row("booked before", Table.count(result.replayed()))
                .row("refused", Table.count(result.refused()))
                .row("balances compared", Table.count(result.compared()))
                .row("differing", Table.count(result.differing()))
                .row("took", Table.seconds(result.took().toMillis() / 1e3))
                .row("operations", Table.perSecond(result.perSecond()))
                .row("p50", Table.milliseconds(result.percentile(50)))
                .row("p99", Table.milliseconds(result.percentile(99))));
    }

    private LedgerHttp connect() {
        var known = key.key();
        return read("--url", url, address -> LedgerHttp.to(address, known, PostingImport.IN_FLIGHT));
    }

    private String batchName() {
        return batch == null ? String.valueOf(file.getFileName()) : batch;
    }

    private Map<PostingColumn, String> columnNames() {
        var names = new EnumMap<PostingColumn, String>(PostingColumn.class);
        columns.forEach((column, name) -> names.put(read("--column", column, ImportCommand::columnOf), name));
        return names;
    }

    private static PostingColumn columnOf(String name) {
        for (var column : PostingColumn.values()) {
            if (column.columnName().equals(name)) {
                return column;
            }
        }
        throw new IllegalArgumentException("Expected one of the columns below, but got " + name);
    }

    private static AssetId assetOf(String text) {
        return text.length() <= 16 ? AssetId.ofSymbol(text) : AssetId.parse(text);
    }

    private <A, T> T read(String option, A argument, Function<A, T> reader) {
        try {
            return reader.apply(argument);
        } catch (IllegalArgumentException unreadable) {
            throw new ParameterException(
                    command.commandLine(), "%s: %s".formatted(option, unreadable.getMessage()), unreadable);
        }
    }
}
