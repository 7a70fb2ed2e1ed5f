package dev.sluice.cli.postings;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are made at the same time, except those of one lane, which are made one after another in the order in which
 * they were given.
 *
 * @param <K> what a lane is known by
 */
final class Lanes<K> {

    private final Semaphore unfinished;
    private final Lock lock = new ReentrantLock();
    private final Condition allDone = lock.newCondition();
    private final Map<K, CompletableFuture<?>> last = new HashMap<>();

    /** @param unfinishedMax how many calls are given and not finished at once; giving one more waits */
    Lanes(int unfinishedMax) {
        unfinished = new Semaphore(unfinishedMax);
    }

    /**
     * Makes the call when all earlier ones of its lane are finished, however they ended. It must not throw; what it
     * answers with may fail, which is for the caller to look at.
     */
    void add(K lane, Supplier<? extends CompletableFuture<?>> call) throws InterruptedException {
        unfinished.acquire();
        var done = new CompletableFuture<Void>();
        var before = queue(lane, done);
        if (before == null) {
            make(lane, call, done);
        } else {
            var unused = before.whenComplete((finished, failure) -> make(lane, call, done));
        }
    }

    private @Nullable CompletableFuture<?> queue(K lane, CompletableFuture<Void> done) {
        lock.lock();
        try {
            return last.put(lane, done);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all that was added is finished. */
    void await() throws InterruptedException {
        lock.lock();
        try {
            while (!last.isEmpty()) {
                allDone.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void make(K lane, Supplier<? extends CompletableFuture<?>> call, CompletableFuture<Void> done) {
        var unused = call.get().whenComplete((answer, failure) -> {
            finished(lane, done);
            done.complete(null);
        });
    }

    private void finished(K lane, CompletableFuture<Void> done) {
        lock.lock();
        try {
            last.remove(lane, done);
            if (last.isEmpty()) {
                allDone.signalAll();
            }
        } finally {
            lock.unlock();
            unfinished.release();
        }
    }
}
