package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.http.GatewayCode;
import dev.sluice.gateway.http.LedgerCalls;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The comparison of a few balances with the live ones. The ledger says with each answer how far its journal had come, so history is
 * asked for the balance at that very place: traffic meanwhile makes no difference.
 */
@Singleton
final class LiveSample {

    private static final int ACCOUNTS = 20;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final History history;
    private final LedgerCalls ledger;

    LiveSample(History history, LedgerCalls ledger) {
        this.history = history;
        this.ledger = ledger;
    }

    /** Tells how many accounts could be compared, and the balances that differ. */
    ObjectNode compare(HttpRequest<?> http) {
        var result = JsonNodeFactory.instance.objectNode();
        var differing = JsonNodeFactory.instance.arrayNode();
        var compared = 0;
        for (var account : accounts(http)) {
            var answer = live(http, account);
            if (answer.isPresent()
                    && answer.get().reply() instanceof Completed completed
                    && completed.result() instanceof BalanceList list
                    && answer.get().position().isPresent()) {
                try {
                    for (var balance : list.data()) {
                        difference(account, balance, answer.get().position().get())
                                .ifPresent(differing::add);
                    }
                    compared++;
                } catch (HistoryFailure failure) {
                    if (failure.code() != GatewayCode.HISTORY_BEHIND) {
                        throw failure;
                    }
                    // How far it is behind is told already; what it has can't be compared with what is now.
                    break;
                }
            }
        }
        result.put("accounts", compared);
        result.set("differing", differing);
        return result;
    }

    private List<UUID> accounts(HttpRequest<?> http) {
        return history.ask(
                        http,
                        (tables, positions) -> tables.rows(
                                // Somewhere at random, and from there in the order of the ids, which are random
                                // themselves. A partition that stopped is told as faulty, and knows nothing new.
                                Sql.of("""
                                    select distinct account_id from (
                                        select b.account_id from balance b join position p using (partition)
                                        where p.status = 'READING' and b.account_id >= ?
                                        order by b.account_id limit ?) b\
                                    """, UUID.randomUUID(), ACCOUNTS), row -> Row.id(row, "account_id")))
                .answer();
    }

    private Optional<Answer> live(HttpRequest<?> http, UUID account) {
        var request = new Request(
                new AccountId(account),
                IdempotencyKey.of("integrity-" + UUID.randomUUID()),
                new GetBalances(Optional.empty()));
        try {
            return Optional.of(ledger.askFurther(http, request).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException notAnswered) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> difference(UUID account, AssetBalance live, String position) {
        var place = Positions.parse(position).getFirst();
        var asset = live.assetId().value();
        return history.ask(
                        List.of(place),
                        (tables, positions) ->
                                tables.row(Sql.of("""
                                    select available_after, held_after, deferred_after from posting
                                    where account_id = ? and asset_id = ? and sequence <= ?
                                    order by recorded_at desc, sequence desc, line desc limit 1\
                                    """, account, asset, place.sequence()), row -> equals(row, live)))
                .answer()
                .filter(equal -> !equal)
                .map(differs -> JsonNodeFactory.instance
                        .objectNode()
                        .put("account_id", account.toString())
                        .put("asset_id", asset.toString())
                        .put("position", position));
    }

    private static boolean equals(ResultSet row, AssetBalance live) throws SQLException {
        return same(row.getBigDecimal("available_after"), live.available().value())
                && same(row.getBigDecimal("held_after"), live.held().value())
                && same(row.getBigDecimal("deferred_after"), live.deferred().value());
    }

    private static boolean same(BigDecimal past, BigDecimal live) {
        return past.compareTo(live) == 0;
    }
}
