package dev.sluice.verify.live;

import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account.Kind;
import dev.sluice.verify.books.Buckets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The balances of an account, as the ledger tells them.
 *
 * @param position the newest entry that they know of, as {@code partition:sequence}; absent where the ledger does not say
 */
public record LiveBalances(Map<UUID, Buckets> byAsset, Optional<String> position) {

    public LiveBalances {
        byAsset = Map.copyOf(byAsset);
    }

    /**
     * Asks for them.
     *
     * @throws dev.sluice.verify.log.LogUnreadableException where there is no answer
     */
    public static LiveBalances of(LiveLedger ledger, UUID account, Kind kind) throws UnreadableException {
        var answer = ledger.ask(path(account, kind));
        var balances = new HashMap<UUID, Buckets>();
        for (var balance : answer.body().path("data")) {
            balances.put(
                    Trees.id(balance, "asset_id"),
                    new Buckets(
                            Trees.amount(balance, "available"),
                            Trees.amount(balance, "held"),
                            Trees.amount(balance, "deferred")));
        }
        return new LiveBalances(balances, answer.position());
    }

    static String path(UUID account, Kind kind) {
        return switch (kind) {
            case PARTICIPANT -> "/v1/participants/%s/balances".formatted(account);
            case GROUP -> "/v1/groups/%s/balances".formatted(account);
            case PROGRAM -> "/v1/programs/%s/balance".formatted(account);
        };
    }
}
