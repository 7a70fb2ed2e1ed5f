package dev.sluice.verify.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.books.Account;
import dev.sluice.verify.books.Account.Kind;
import dev.sluice.verify.books.Buckets;
import dev.sluice.verify.books.Pot;
import dev.sluice.verify.books.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The comparison of one account's live answers with the fold. */
final class AccountComparison {

    private static final Set<String> OPEN = Set.of("AVAILABLE", "HELD", "DEFERRED");

    private final LiveLedger ledger;
    private final UUID id;
    private final Account account;
    private final List<Difference> differences = new ArrayList<>(0);

    /** Something that the ledger answers otherwise. */
    record Difference(String what, String expected, String found) {}

    private AccountComparison(LiveLedger ledger, UUID id, Account account) {
        this.ledger = ledger;
        this.id = id;
        this.account = account;
    }

    static List<Difference> differences(LiveLedger ledger, UUID id, Account account) {
        var comparison = new AccountComparison(ledger, id, account);
        try {
            comparison.compare();
        } catch (UnreadableException unreadable) {
            comparison.differences.add(new Difference("answer", unreadable.expected(), unreadable.found()));
        }
        return comparison.differences;
    }

    private void compare() throws UnreadableException {
        var told = LiveBalances.of(ledger, id, account.kind()).byAsset();
        var assets = new HashSet<>(told.keySet());
        assets.addAll(account.pots().keySet());
        for (var asset : assets) {
            var expected = Optional.ofNullable(account.pots().get(asset))
                    .map(Pot::buckets)
                    .orElse(Buckets.EMPTY);
            var is = told.getOrDefault(asset, Buckets.EMPTY);
            if (!expected.isSame(is)) {
                differences.add(new Difference("balance of " + asset, expected.toString(), is.toString()));
            }
        }
        for (var pot : account.pots().entrySet()) {
            if (pot.getValue().hasLots()) {
                compareLots(pot.getKey(), pot.getValue());
            }
        }
    }

    private void compareLots(UUID asset, Pot pot) throws UnreadableException {
        if (account.kind() == Kind.PROGRAM) {
            return;
        }
        var expected = pot.slices();
        var is = liveSlices(asset);
        var all = new HashSet<>(expected.keySet());
        all.addAll(is.keySet());
        for (var slice : all) {
            if (!Optional.ofNullable(expected.get(slice)).equals(Optional.ofNullable(is.get(slice)))) {
                differences.add(new Difference(
                        "lot of " + asset,
                        "%s: %s".formatted(slice, inWords(expected.get(slice))),
                        inWords(is.get(slice))));
            }
        }
    }

    private static String inWords(@Nullable Slice slice) {
        return slice == null ? "none" : slice.toString();
    }

    private Map<Slice.Key, Slice> liveSlices(UUID asset) throws UnreadableException {
        var slices = new HashMap<Slice.Key, Slice>();
        var cursor = Optional.<String>empty();
        do {
            var page = ledger.get("%s/lots?asset_id=%s&limit=200%s"
                    .formatted(
                            LiveBalances.path(id, account.kind()),
                            asset,
                            cursor.map(text -> "&cursor=" + LiveLedger.encoded(text))
                                    .orElse("")));
            for (var row : page.path("data")) {
                add(slices, row);
            }
            cursor = Trees.optionalText(page.path("pagination"), "next_cursor");
        } while (cursor.isPresent());
        return slices;
    }

    private static void add(Map<Slice.Key, Slice> slices, JsonNode row) throws UnreadableException {
        var status = Trees.text(row, "status");
        if (OPEN.contains(status)) {
            slices.put(
                    new Slice.Key(Trees.id(row, "id"), status, Trees.optionalId(row, "hold_id")),
                    Slice.of(
                            Trees.amount(row, "remaining"),
                            Trees.amount(row, "amount"),
                            Trees.time(row, "created_at"),
                            Trees.optionalTime(row, "expires_at"),
                            Trees.optionalTime(row, "matures_at"),
                            Trees.optionalText(row, "reference_id")));
        }
    }
}
