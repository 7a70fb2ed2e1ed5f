package dev.sluice.cli.history;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account.Kind;
import dev.sluice.verify.books.Buckets;
import dev.sluice.verify.live.LiveBalances;
import dev.sluice.verify.live.LiveLedger;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The comparison of the live balances of all accounts with history. The ledger says with each answer how far its journal had come,
 * so history is asked for the balance at that very place: traffic meanwhile makes no difference.
 */
public final class LiveComparison {

    private static final int ASKED_AT_ONCE = 64;

    private final LiveLedger ledger;
    private final HistoryDatabase here;
    private final HistoryDatabase rebuilt;

    /**
     * A comparison.
     *
     * @param here whose balances are compared
     * @param rebuilt the same, made anew: an account that is missing in the one is found in the other
     */
    public LiveComparison(LiveLedger ledger, HistoryDatabase here, HistoryDatabase rebuilt) {
        this.ledger = ledger;
        this.here = here;
        this.rebuilt = rebuilt;
    }

    /**
     * A bucket that history has otherwise.
     *
     * @param history what its row says, or what its postings say where {@code by} is the ledger and the row is already newer
     * @param expected what it should be
     * @param by who says so
     */
    public record Difference(UUID account, UUID asset, String bucket, String history, String expected, String by) {}

    /**
     * The findings.
     *
     * @param accounts that were compared
     */
    public record Result(int accounts, List<Difference> differences) {}

    /** Asks for all accounts. */
    public Result compare() throws SQLException, InterruptedException {
        try (var balances = new KeptBalances(here)) {
            var assets = balances.assetsWith(rebuilt);
            var differences = new ArrayList<Difference>();
            var accounts = List.copyOf(assets.keySet());
            for (var at = 0; at < accounts.size(); at += ASKED_AT_ONCE) {
                var some = accounts.subList(at, Math.min(accounts.size(), at + ASKED_AT_ONCE));
                var live = ask(some);
                balances.await(live.values());
                for (var account : some) {
                    differences.addAll(differences(
                            balances,
                            account,
                            assets.getOrDefault(account, Set.of()),
                            Objects.requireNonNull(live.get(account))));
                }
            }
            return new Result(accounts.size(), differences);
        }
    }

    private Map<KeptBalances.Account, LiveBalances> ask(List<KeptBalances.Account> accounts)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new HashMap<KeptBalances.Account, Future<LiveBalances>>();
            for (var account : accounts) {
                asked.put(
                        account,
                        threads.submit(() -> LiveBalances.of(ledger, account.id(), Kind.valueOf(account.kind()))));
            }
            var told = new HashMap<KeptBalances.Account, LiveBalances>();
            for (var answer : asked.entrySet()) {
                told.put(answer.getKey(), answer.getValue().get());
            }
            return told;
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case UnreadableException unreadable ->
                    new CommandFailure(
                            ExitCode.CANNOT_START,
                            "Expected balances from the ledger, but got %s".formatted(unreadable.getMessage()),
                            unreadable);
                case RuntimeException other -> other;
                case null, default -> new IllegalStateException(failed);
            };
        }
    }

    private static List<Difference> differences(
            KeptBalances balances, KeptBalances.Account account, Set<UUID> assets, LiveBalances live)
            throws SQLException {
        var all = new LinkedHashSet<>(assets);
        all.addAll(live.byAsset().keySet());
        var found = new ArrayList<Difference>();
        for (var kept : balances.of(account.id(), all, live.position()).entrySet()) {
            var asset = kept.getKey();
            var row = kept.getValue().row();
            kept.getValue()
                    .last()
                    .ifPresent(last -> addDifferences(found, account.id(), asset, row, last, "last posting"));
            var told = live.byAsset().getOrDefault(asset, Buckets.EMPTY);
            addDifferences(found, account.id(), asset, kept.getValue().then(), told, "ledger");
        }
        return found;
    }

    private static void addDifferences(
            List<Difference> found, UUID account, UUID asset, Optional<Buckets> history, Buckets expected, String by) {
        var is = history.orElse(Buckets.EMPTY);
        var buckets = List.of(
                new Bucket("AVAILABLE", is.available(), expected.available()),
                new Bucket("HELD", is.held(), expected.held()),
                new Bucket("DEFERRED", is.deferred(), expected.deferred()));
        for (var bucket : buckets) {
            if (bucket.is().compareTo(bucket.expected()) != 0) {
                found.add(new Difference(
                        account,
                        asset,
                        bucket.name(),
                        history.isPresent() ? bucket.is().toPlainString() : "none",
                        bucket.expected().toPlainString(),
                        by));
            }
        }
    }

    private record Bucket(String name, BigDecimal is, BigDecimal expected) {}
}
