package dev.sluice.history.fold;

import dev.sluice.history.journal.Link;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The things that the entries of a batch name, and that have to be known before they are folded; those that they open are not there yet. */
public record Named(Set<BalanceRow.Key> balances, Set<AssetId> systemAssets, Set<LotId> lots, Set<HoldId> holds) {

    public static Named in(List<Link> links) {
        var named =
                new Named(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        var openedLots = new LinkedHashSet<LotId>();
        var openedHolds = new LinkedHashSet<HoldId>();
        for (var link : links) {
            for (var fact : link.entry().facts()) {
                if (fact instanceof Fact.LotOpened opened) {
                    openedLots.add(opened.lotId());
                } else if (fact instanceof Fact.HoldOpened opened) {
                    openedHolds.add(opened.holdId());
                }
            }
            for (var posting : link.entry().postings()) {
                posting.accountId()
                        .ifPresentOrElse(
                                account -> named.balances.add(new BalanceRow.Key(account, posting.assetId())),
                                () -> named.systemAssets.add(posting.assetId()));
                posting.lotId().ifPresent(named.lots::add);
                posting.holdId().ifPresent(named.holds::add);
            }
        }
        named.lots.removeAll(openedLots);
        named.holds.removeAll(openedHolds);
        return named;
    }
}
