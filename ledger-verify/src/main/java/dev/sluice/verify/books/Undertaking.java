package dev.sluice.verify.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.log.Place;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A request that several entries with one id book, from the first of them until all is where it belongs. */
final class Undertaking {

    private static final List<String> REPEATED = List.of(
            "account_id",
            "program_id",
            "asset_id",
            "description",
            "reference_id",
            "metadata",
            "idempotency_key",
            "actor");

    private final Place place;
    private final Map<UUID, BigDecimal> transit = new HashMap<>(1);
    private final Map<UUID, BigDecimal> paid = new HashMap<>(2);
    private BigDecimal taken = BigDecimal.ZERO;
    private BigDecimal expired = BigDecimal.ZERO;
    private Optional<JsonNode> made = Optional.empty();
    private boolean isRestored;
    private boolean isSetAside;
    private boolean isAnswered;
    private long since = Long.MAX_VALUE;
    private final Entry first;

    Undertaking(Entry first) {
        this.first = first;
        this.place = first.place();
    }

    /** The first field in which a later entry of the same request differs from the first. */
    Optional<String> differing(Entry entry) {
        return REPEATED.stream()
                .filter(field -> !entry.tree().path(field).equals(first.tree().path(field)))
                .findFirst();
    }

    Entry first() {
        return first;
    }

    void read(Entry entry) {
        since = Math.min(since, entry.at());
        made = entry.fact("transfer_made").or(() -> made);
        isSetAside = entry.type() == EntryType.REVERSAL_SET_ASIDE
                || (isSetAside && entry.touches(Side.SYSTEM_TRANSIT) && !takesFromTransit(entry));
        isRestored |= entry.type() == EntryType.TRANSFER_RESTORED;
        for (var posting : entry.postings()) {
            if (posting.side() == Side.SYSTEM_TRANSIT) {
                transit.merge(posting.asset(), posting.amount(), BigDecimal::add);
            }
            if (entry.type().isOfTransfer()) {
                pay(entry, posting);
            }
        }
    }

    private static boolean takesFromTransit(Entry entry) {
        return entry.sum(posting -> posting.side() == Side.SYSTEM_TRANSIT).signum() < 0;
    }

    private void pay(Entry entry, Posting posting) {
        if (posting.side() == Side.SYSTEM_BREAKAGE) {
            expired = expired.add(posting.amount());
        } else if (posting.isOn(entry.account())) {
            taken = taken.subtract(posting.amount());
        } else {
            posting.account().ifPresent(account -> paid.merge(account, posting.amount(), BigDecimal::add));
        }
    }

    /** The caller was told that all is done. */
    void answered() {
        isAnswered = true;
    }

    boolean isAnswered() {
        return isAnswered;
    }

    Place place() {
        return place;
    }

    long since() {
        return since;
    }

    Map<UUID, BigDecimal> transit() {
        return transit;
    }

    /** Whether nothing is missing. */
    boolean isDone() throws UnreadableException {
        return !isSetAside
                && transit.values().stream().allMatch(sum -> sum.signum() == 0)
                && (made.isEmpty() || isPaid(made.get()));
    }

    private boolean isPaid(JsonNode transfer) throws UnreadableException {
        if (isRestored) {
            return taken.compareTo(expired) == 0 && paid.isEmpty();
        }
        var missing = BigDecimal.ZERO;
        for (var leg : legs(transfer).entrySet()) {
            var less = leg.getValue().subtract(paid.getOrDefault(leg.getKey(), BigDecimal.ZERO));
            if (less.signum() < 0) {
                return false;
            }
            missing = missing.add(less);
        }
        // Only what has expired on its way may be missing, and nobody else was paid.
        return missing.compareTo(expired) == 0
                && taken.compareTo(Trees.amount(transfer, "total_amount")) == 0
                && legs(transfer).keySet().containsAll(paid.keySet());
    }

    private static Map<UUID, BigDecimal> legs(JsonNode transfer) throws UnreadableException {
        var legs = new HashMap<UUID, BigDecimal>();
        for (var leg : transfer.path("legs")) {
            legs.merge(Trees.id(leg, "account_id"), Trees.amount(leg, "amount"), BigDecimal::add);
        }
        return legs;
    }

    String expected() {
        return made.map(transfer -> "a transfer that pays %s, or nobody".formatted(transfer.path("legs")))
                .orElse("what left SYSTEM_TRANSIT to have come in, and the other way round");
    }

    String found() {
        var onTheWay = transit.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(sum ->
                        "%s of %s in SYSTEM_TRANSIT".formatted(sum.getValue().toPlainString(), sum.getKey()))
                .collect(Collectors.joining(", "));
        var payments = paid.entrySet().stream()
                .map(sum -> "%s to %s".formatted(sum.getValue().toPlainString(), sum.getKey()))
                .collect(Collectors.joining(", "));
        return "%s taken, paid [%s], [%s]%s"
                .formatted(taken.toPlainString(), payments, onTheWay, isSetAside ? ", set aside and not ended" : "");
    }
}
