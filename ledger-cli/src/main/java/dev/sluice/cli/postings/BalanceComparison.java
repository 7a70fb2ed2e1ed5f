package dev.sluice.cli.postings;

import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads every account's balance, and compares it with the last that the file says. */
public final class BalanceComparison {

    private final LedgerHttp http;
    private final AssetId asset;

    public BalanceComparison(LedgerHttp http, AssetId asset) {
        this.http = http;
        this.asset = asset;
    }

    /** The number of rows that differ. */
    public long differing(PostingFile file) throws IOException {
        var expected = lastBalances(file);
        var asked = new LinkedHashMap<String, CompletableFuture<HttpAnswer>>();
        expected.keySet().forEach(account -> asked.put(account, ask(account)));
        var differing = 0L;
        for (var answer : asked.entrySet()) {
            if (!availableIn(http.await(answer.getValue())).equals(expected.get(answer.getKey()))) {
                differing++;
            }
        }
        return differing;
    }

    private CompletableFuture<HttpAnswer> ask(String account) {
        return http.get("/v1/participants/%s/balances?asset_id=%s".formatted(AccountId.ofParticipant(account), asset));
    }

    private static Map<String, Amount> lastBalances(PostingFile file) throws IOException {
        var balances = new LinkedHashMap<String, Amount>();
        try (var rows = file.read()) {
            for (var next = rows.next(); next.isPresent(); next = rows.next()) {
                var posting = next.get();
                posting.balanceAfter().ifPresent(balance -> balances.put(posting.account(), balance));
            }
        }
        return balances;
    }

    /** An account that never had any of the asset has none of it now. */
    private static Amount availableIn(HttpAnswer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new IOException("A balance can't be read: " + answer.text());
        }
        var data = answer.json().path("data");
        return data.isEmpty()
                ? Amount.ZERO
                : Amount.parse(data.path(0).path("available").asText());
    }
}
