package dev.sluice.cli.demo;

import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.cli.postings.BalanceComparison;
import dev.sluice.cli.postings.Destination;
import dev.sluice.cli.postings.HistoryComparison;
import dev.sluice.cli.postings.ImportResult;
import dev.sluice.cli.postings.PostingFile;
import dev.sluice.cli.postings.PostingImport;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.history.HistoryDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Plays the demo on a node that runs, and tells what came of it. */
public final class Demo {

    private final LedgerHttp http;
    private final Optional<HistoryDatabase> history;
    private final PrintStream out;

    /** @param history of the node, whose every line is compared too */
    public Demo(LedgerHttp http, Optional<HistoryDatabase> history, PrintStream out) {
        this.http = http;
        this.history = history;
        this.out = out;
    }

    /** Returns whether nothing differs. */
    public boolean play(Instant now) throws IOException, InterruptedException {
        var file = BankData.file();
        var contents = file.check();
        var wasHere = new DemoCatalogue(http).create(now);
        if (wasHere) {
            out.println("The demo was played on this node before: it repeats the same requests, and nothing changes.");
        }
        var imports = new PostingImport(http, new Destination(DemoCatalogue.PROGRAM, DemoCatalogue.CROWNS, true));
        try (var progress = Progress.of("accounts", contents.accounts().size())) {
            imports.createParticipants(contents.accounts(), progress::step);
        }

        var answers = new Answers(Math.toIntExact(contents.postings()));
        var first = send(imports, file, "import", contents.postings(), answers::keep);
        var second = send(imports, file, "once more", contents.postings(), answers::compare);
        var differingAtTheEnd = new BalanceComparison(http, DemoCatalogue.CROWNS).differing(file);
        var differing = first.differing() + differingAtTheEnd;
        var differingAnswers = second.postings() - answers.same();

        out.println();
        out.println(table(first, second, contents, differingAtTheEnd, answers));
        out.println();
        first.findings().forEach(out::println);
        var story = new HoldStory(http).tell();
        out.println(story.table());
        out.println();
        out.printf(
                "%d postings, %d accounts, %d differ%n",
                first.postings(), contents.accounts().size(), differing);
        var isHistoryRight = compareHistory(file);
        if (wasHere && differingAtTheEnd > 0) {
            out.println("Accounts of the demo were used since it was first played. Start over with --fresh.");
        }
        return differing == 0
                && isHistoryRight
                && first.isClean()
                && second.isClean()
                && differingAnswers == 0
                && second.replayed() == contents.postings()
                && story.differing() == 0;
    }

    private boolean compareHistory(PostingFile file) throws IOException, InterruptedException {
        if (history.isEmpty()) {
            out.println("This node keeps no history.");
            return true;
        }
        var result = new HistoryComparison(history.get(), DemoCatalogue.CROWNS).compare(file);
        out.println(result.map(found -> "History: %d lines of %d accounts, amount and balance after each, %d differ"
                        .formatted(found.lines(), found.accounts(), found.differing()))
                .orElse("History has not been read to its end in time; the log says why."));
        return result.map(found -> found.differing() == 0).orElse(false);
    }

    private static ImportResult send(
            PostingImport imports, PostingFile file, String task, long postings, PostingImport.AnswerWatcher watcher)
            throws IOException, InterruptedException {
        try (var progress = Progress.of(task, postings)) {
            return imports.send(file, progress::step, watcher);
        }
    }

    private static Table table(
            ImportResult first,
            ImportResult second,
            PostingFile.Contents contents,
            long differingAtTheEnd,
            Answers answers) {
        return Table.withColumns("", "import", "once more")
                .row("postings", Table.count(first.postings()), Table.count(second.postings()))
                .row(
                        "accounts",
                        Table.count(contents.accounts().size()),
                        Table.count(contents.accounts().size()))
                .row("differing balances", Table.count(first.differing()), Table.count(second.differing()))
                .row("differing at the end", "", Table.count(differingAtTheEnd))
                .row("refused", Table.count(first.refused()), Table.count(second.refused()))
                .row("replayed answers", Table.count(first.replayed()), Table.count(second.replayed()))
                .row("of these, same bytes", "", Table.count(answers.same()))
                .row(
                        "took",
                        Table.seconds(first.took().toMillis() / 1e3),
                        Table.seconds(second.took().toMillis() / 1e3))
                .row("operations", Table.perSecond(first.perSecond()), Table.perSecond(second.perSecond()))
                .row("p50", Table.milliseconds(first.percentile(50)), Table.milliseconds(second.percentile(50)))
                .row("p99", Table.milliseconds(first.percentile(99)), Table.milliseconds(second.percentile(99)));
    }

    /** The answers of the first time, for the second. */
    private static final class Answers {

        private final byte[] @Nullable [] first;
        private final AtomicLong same = new AtomicLong();

        Answers(int postings) {
            first = new byte[postings][];
        }

        void keep(long index, HttpAnswer answer) {
            first[(int) index] = answer.body();
        }

        void compare(long index, HttpAnswer answer) {
            if (answer.replayed() && Arrays.equals(first[(int) index], answer.body())) {
                same.incrementAndGet();
            }
        }

        long same() {
            return same.get();
        }
    }
}
