package dev.sluice.ledger.core.model;

import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The release of reserved value: all that was given back at once. */
final class NaiveRelease {

    private static final ReserveReleaseId UNKNOWN = new ReserveReleaseId(new UUID(0, 0));

    final AccountId account;
    final NaivePot pot;
    final Instant at;
    final ReserveReleaseReason reason;
    final Optional<ReservePlanId> plan;
    private final Optional<SourceTransaction> transaction;

    /** How much of each hold, in the order in which it was given back. */
    final Map<NaiveReserved, BigDecimal> lines = new LinkedHashMap<>();

    /** That of one that time brought is only known when the ledger has told it. */
    Optional<ReserveReleaseId> id = Optional.empty();

    Map<String, String> metadata = Map.of();

    /** One that time brings. */
    NaiveRelease(NaiveReserved first, NaiveReserved.End end) {
        this.account = first.account;
        this.pot = first.pot;
        this.at = end.at();
        this.reason = end.reason();
        this.plan = first.plan.map(found -> found.id);
        this.transaction = Optional.empty();
    }

    /** One of a single hold, which somebody asked for or a refund used. */
    NaiveRelease(
            ReserveReleaseId id,
            NaiveReserved hold,
            BigDecimal amount,
            Optional<SourceTransaction> transaction,
            Instant now) {
        this.account = hold.account;
        this.pot = hold.pot;
        this.at = now;
        this.reason =
                transaction.isPresent() ? ReserveReleaseReason.HOLD_REVERSED : ReserveReleaseReason.HOLD_RELEASED_EARLY;
        this.plan = Optional.empty();
        this.transaction = transaction;
        this.id = Optional.of(id);
        this.lines.put(hold, amount);
    }

    boolean isOf(NaiveReserved hold, NaiveReserved.End end) {
        return account.equals(hold.account)
                && pot == hold.pot
                && plan.equals(hold.plan.map(found -> found.id))
                && at.equals(end.at())
                && reason == end.reason();
    }

    ReserveReleaseId id() {
        return id.orElse(UNKNOWN);
    }

    ReserveRelease told() {
        return new ReserveRelease(
                id(),
                pot.asset,
                pot.amount(lines.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                at,
                reason == ReserveReleaseReason.HOLD_RELEASED_EARLY ? ReserveCreator.APPLICATION : ReserveCreator.SYSTEM,
                reason,
                lines.size() == 1
                        ? lines.keySet().stream().map(NaiveReserved::id).findFirst()
                        : Optional.empty(),
                plan,
                transaction,
                metadata);
    }

    /** How the ledger tells that it has happened. */
    Fact.ReserveReleased asFact() {
        List<Fact.ReserveLine> ofHolds = lines.entrySet().stream()
                .map(line -> new Fact.ReserveLine(line.getKey().id(), pot.amount(line.getValue())))
                .toList();
        return new Fact.ReserveReleased(told(), ofHolds);
    }
}
