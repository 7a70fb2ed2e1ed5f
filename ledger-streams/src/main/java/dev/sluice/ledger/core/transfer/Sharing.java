package dev.sluice.ledger.core.transfer;

import dev.sluice.ledger.core.state.Purpose.SetAside;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.exchange.Leg.LotTerms;
import dev.sluice.schema.value.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Shares what a source has given among the recipients of a LOT asset: in the order of spending, and in their order. */
final class Sharing {

    private final Iterator<SetAside> given;
    private Optional<SetAside> opened = Optional.empty();

    private Sharing(List<SetAside> given) {
        this.given = given.iterator();
    }

    /** Each recipient gets one new lot, without expiry. */
    static List<Leg> asNewLots(List<Leg> legs, Instant vintage) {
        return legs.stream()
                .map(leg -> withLots(leg, List.of(new LotTerms(leg.amount(), vintage, Optional.empty()))))
                .toList();
    }

    /** Each recipient gets one lot for each that its share comes from, with vintage and expiry as they were. */
    static List<Leg> preserving(List<Leg> legs, List<SetAside> given) {
        var sharing = new Sharing(given);
        return legs.stream()
                .map(leg -> withLots(leg, sharing.take(leg.amount())))
                .toList();
    }

    private List<LotTerms> take(Amount amount) {
        var lots = new ArrayList<LotTerms>(1);
        var left = amount;
        while (left.isPositive()) {
            var source = opened.orElseGet(given::next);
            var part = left.min(source.amount());
            lots.add(new LotTerms(part, source.createdAt().orElseThrow(), source.expiresAt()));
            left = left.minus(part);
            var rest = source.amount().minus(part);
            opened = rest.isZero()
                    ? Optional.empty()
                    : Optional.of(new SetAside(source.lotId(), rest, source.createdAt(), source.expiresAt()));
        }
        return lots;
    }

    private static Leg withLots(Leg leg, List<LotTerms> lots) {
        return new Leg(leg.index(), leg.accountId(), leg.accountKind(), leg.amount(), lots);
    }
}
