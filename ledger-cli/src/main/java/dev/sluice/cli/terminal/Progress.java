package dev.sluice.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The progress of long work: a bar at a terminal, and a line for each tenth where there is none. Any thread may step. */
public final class Progress implements AutoCloseable {

    private static final int TENTHS = 10;
    private static final int UPDATE_INTERVAL_MS = 200;

    private final String task;
    private final long total;
    private final PrintStream out;
    private final @Nullable ProgressBar bar;
    private final AtomicLong done = new AtomicLong();

    private Progress(String task, long total, PrintStream out, @Nullable ProgressBar bar) {
        this.task = task;
        this.total = total;
        this.out = out;
        this.bar = bar;
    }

    /** On the error stream, so that what a command prints can be taken up by another. */
    public static Progress of(String task, long total) {
        return Ansi.AUTO.enabled()
                ? new Progress(task, total, System.err, bar(task, total))
                : plain(task, total, System.err);
    }

    static Progress plain(String task, long total, PrintStream out) {
        return new Progress(task, total, out, null);
    }

    public void step(long steps) {
        if (bar != null) {
            bar.stepBy(steps);
            return;
        }
        var now = done.addAndGet(steps);
        if (total > 0 && now * TENTHS / total != (now - steps) * TENTHS / total) {
            out.printf("%s: %s of %s%n", task, Table.count(now), Table.count(total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static ProgressBar bar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_INTERVAL_MS)
                .showSpeed()
                .build();
    }
}
