package dev.sluice.cli.bench;

import dev.sluice.cli.bench.load.LoadReport.Counts;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The check that what the callers were told, what the journal says and what the ledger answers are the same. */
public final class BooksCheck {

    private static final int ACCOUNTS_AT_ONCE = 2_000;

    /**
     * The findings.
     *
     * @param closed whether nothing was wrong
     * @param entries in the journal since the benchmark began, each linked to the one before and summing to zero
     * @param requests whose outcome was compared with the journal
     * @param accounts whose balances were compared with the sum of their postings
     * @param fault the first that is wrong
     */
    public record Result(boolean closed, long entries, long requests, long accounts, Optional<String> fault) {}

    private final Stage stage;
    private final Cast cast;
    private final Books books;
    private int times;

    BooksCheck(Stage stage, Cast cast, Books books) {
        this.stage = stage;
        this.cast = cast;
        this.books = books;
    }

    Result run() {
        times++;
        books.readOn();
        var faults = books.faults();
        var requests = 0L;
        for (var asked : stage.ledgerCounts().entrySet()) {
            requests += compare(asked.getKey(), asked.getValue(), books.booked(asked.getKey()), faults);
        }
        for (var asked : stage.postgresCounts().entrySet()) {
            requests += compare(asked.getKey(), asked.getValue(), stage.bookedInPostgres(asked.getKey()), faults);
        }
        if (!books.onTheWay().isEmpty()) {
            faults.add("value is still on its way: " + books.onTheWay());
        }
        var accounts = compareBalances(faults);
        return new Result(
                faults.count() == 0,
                books.entries(),
                requests,
                accounts,
                faults.count() == 0
                        ? Optional.empty()
                        : Optional.of("%d faults: %s".formatted(faults.count(), faults.told())));
    }

    /** What was completed is booked once; what was never answered may be. */
    private static long compare(String keys, List<Counts> counts, long booked, Books.Faults faults) {
        var completed = counts.stream().mapToLong(Counts::completed).sum();
        var dropped = counts.stream().mapToLong(Counts::dropped).sum();
        if (booked < completed || booked > completed + dropped) {
            faults.add("%d requests of %s were completed and %d never answered, but %d are booked"
                    .formatted(completed, keys, dropped, booked));
        }
        return counts.stream().mapToLong(Counts::offered).sum();
    }

    private long compareBalances(Books.Faults faults) {
        var accounts = 0L;
        try (var ledger =
                new LedgerTopics(stage.bootstrapServers(), stage.topic(Topic.REQUESTS), stage.topic(Topic.REPLIES))) {
            for (var crowd : cast.crowds()) {
                for (var from = 0; from < crowd.size(); from += ACCOUNTS_AT_ONCE) {
                    var part = new ArrayList<Request>();
                    for (var at = from; at < Math.min(crowd.size(), from + ACCOUNTS_AT_ONCE); at++) {
                        part.add(question(crowd.account(at), "%s%d".formatted(crowd.prefix(), at)));
                    }
                    compareBalances(ledger, part, faults);
                    accounts += part.size();
                }
            }
        }
        return accounts;
    }

    private Request question(AccountId account, String name) {
        return new Request(
                account, IdempotencyKey.of("balances-%d-%s".formatted(times, name)), new GetBalances(Optional.empty()));
    }

    private void compareBalances(LedgerTopics ledger, List<Request> questions, Books.Faults faults) {
        var accounts = new HashMap<String, String>();
        questions.forEach(question -> accounts.put(
                question.idempotencyKey().value(), question.accountId().toString()));
        ledger.ask(questions).forEach((key, result) -> {
            for (var balance : ((BalanceList) result).data()) {
                compare(accounts.getOrDefault(key, ""), balance, faults);
            }
        });
    }

    private void compare(String account, AssetBalance balance, Books.Faults faults) {
        compare(account, balance, Bucket.AVAILABLE, balance.available(), faults);
        compare(account, balance, Bucket.HELD, balance.held(), faults);
        compare(account, balance, Bucket.DEFERRED, balance.deferred(), faults);
    }

    private void compare(String account, AssetBalance balance, Bucket bucket, Amount told, Books.Faults faults) {
        var posted = books.balance(account, balance.assetId().toString(), bucket.name());
        if (new BigDecimal(told.toString()).compareTo(posted) != 0) {
            faults.add("%s has %s %s by its postings, but the ledger says %s".formatted(account, posted, bucket, told));
        }
    }
}
