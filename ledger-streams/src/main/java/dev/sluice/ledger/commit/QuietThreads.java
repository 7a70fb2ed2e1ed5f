package dev.sluice.ledger.commit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The threads of an instance: of each, whether it has something to commit, and whether its consumer came back with nothing. */
public final class QuietThreads {

    /** A thread for which nothing came for so long is quiet: what it has done is worth a commit now. */
    public static final Duration QUIET = Duration.ofMillis(2);

    private final ThreadLocal<OfThread> ofThread = ThreadLocal.withInitial(OfThread::new);

    private static final class OfThread {
        private @Nullable Object asking;
        private boolean isQuiet;
    }

    /**
     * How long the consumer of this thread may wait for records: not for long while something is to be committed.
     *
     * @param asked how long it would wait otherwise
     */
    public Duration patience(Duration asked) {
        return ofThread.get().asking == null || asked.compareTo(QUIET) < 0 ? asked : QUIET;
    }

    /** The consumer of this thread came back. */
    public void polled(boolean withNothing) {
        ofThread.get().isQuiet = withNothing;
    }

    /** Whether the consumer of this thread came back with nothing. */
    boolean isQuiet() {
        return ofThread.get().isQuiet;
    }

    /**
     * Something is to be committed.
     *
     * @return whether it is this task that asks for the commit, since no other one of the thread does
     */
    boolean asks(Object task) {
        var here = ofThread.get();
        if (here.asking != null) {
            return false;
        }
        here.asking = task;
        return true;
    }

    /** The task has asked, or goes. */
    void asksNoMore(Object task) {
        var here = ofThread.get();
        if (task.equals(here.asking)) {
            here.asking = null;
        }
    }
}
