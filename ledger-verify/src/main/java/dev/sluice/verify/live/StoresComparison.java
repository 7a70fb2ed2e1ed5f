package dev.sluice.verify.live;

import dev.sluice.verify.Findings;
import dev.sluice.verify.Rule;
import dev.sluice.verify.books.Account;
import dev.sluice.verify.live.AccountComparison.Difference;
import dev.sluice.verify.log.LogUnreadableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The comparison of what a ledger answers now with the fold of its journal. An account may change while it is asked: so the journal
 * is read on after the answers, and where an account that differs was touched since, it is asked again.
 */
public final class StoresComparison {

    private static final int ROUNDS_MAX = 10;
    private static final int ASKED_AT_ONCE = 64;

    private final LiveLedger ledger;
    private final Findings findings;
    private final Supplier<Set<UUID>> readOn;
    private final LongConsumer progress;

    /**
     * The findings of a comparison.
     *
     * @param compared accounts whose answers were the fold, or are among the violations
     * @param changing accounts that changed whenever they were asked
     */
    public record Result(long compared, long changing) {}

    /** @param readOn books what the journal has by now, and tells the accounts that it touched */
    public StoresComparison(LiveLedger ledger, Findings findings, Supplier<Set<UUID>> readOn, LongConsumer progress) {
        this.ledger = ledger;
        this.findings = findings;
        this.readOn = readOn;
        this.progress = progress;
    }

    public Result compare(Map<UUID, Account> accounts) {
        var left = new HashSet<UUID>();
        accounts.forEach((id, account) -> {
            if (!account.pots().isEmpty()) {
                left.add(id);
            }
        });
        var all = left.size();
        for (var rounds = 0; rounds < ROUNDS_MAX && !left.isEmpty(); rounds++) {
            var different = ask(accounts, left);
            var touched = readOn.get();
            left.retainAll(different.keySet());
            different.forEach((id, differences) -> {
                if (!touched.contains(id)) {
                    left.remove(id);
                    differences.forEach(one -> findings.add(
                            Rule.STORES,
                            "account " + id,
                            "the %s to be %s".formatted(one.what(), one.expected()),
                            one.found()));
                }
            });
        }
        return new Result(all - left.size(), left.size());
    }

    /** The accounts that differ. */
    private Map<UUID, List<Difference>> ask(Map<UUID, Account> accounts, Set<UUID> ids) {
        var different = new HashMap<UUID, List<Difference>>();
        var permits = new Semaphore(ASKED_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new HashMap<UUID, Future<List<Difference>>>();
            for (var id : List.copyOf(ids)) {
                permits.acquire();
                asked.put(id, threads.submit(() -> {
                    try {
                        return AccountComparison.differences(ledger, id, account(accounts, id));
                    } finally {
                        permits.release();
                        progress.accept(1);
                    }
                }));
            }
            for (var answer : asked.entrySet()) {
                var differences = new ArrayList<>(answer.getValue().get());
                if (!differences.isEmpty()) {
                    different.put(answer.getKey(), differences);
                }
            }
            return different;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnreadableException("Interrupted while asking the ledger");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof LogUnreadableException unreadable
                    ? unreadable
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static Account account(Map<UUID, Account> accounts, UUID id) {
        var account = accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException("Expected an account of the journal, but got " + id);
        }
        return account;
    }
}
