package dev.sluice.ledger.core.model;

import static java.util.Comparator.comparing;

import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.schema.reply.HoldRow;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.LotStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a pot in the lists of its lots and holds. */
final class NaiveRows {

    private NaiveRows() {}

    /** A row for each piece and each finished lot. */
    static List<LotRow> lots(NaivePot pot) {
        var rows = new ArrayList<LotRow>();
        for (var lot : pot.lots.stream()
                .sorted(comparing((Lot lot) -> lot.earned).thenComparingInt(lot -> lot.number))
                .toList()) {
            var ofLot = new ArrayList<LotRow>();
            for (var piece : pot.pieces()) {
                if (piece.lot == lot) {
                    var status = LotStatus.valueOf(piece.bucket.name());
                    ofLot.add(row(pot, lot, piece.amount, status, piece.hold.map(hold -> hold.id)));
                }
            }
            if (lot.finished) {
                var status = lot.expired ? LotStatus.EXPIRED : LotStatus.CONSUMED;
                ofLot.add(row(pot, lot, BigDecimal.ZERO, status, Optional.empty()));
            }
            ofLot.sort(comparing(LotRow::status)
                    .thenComparing(row -> row.holdId().map(HoldId::toString).orElse("")));
            rows.addAll(ofLot);
        }
        return rows;
    }

    private static LotRow row(NaivePot pot, Lot lot, BigDecimal remaining, LotStatus status, Optional<HoldId> hold) {
        return new LotRow(
                lot.id,
                pot.asset,
                pot.amount(lot.amount),
                pot.amount(remaining),
                status,
                hold,
                lot.reference,
                lot.expires,
                lot.matures,
                lot.earned);
    }

    static List<HoldRow> holds(NaivePot pot, HoldStatus status) {
        return pot.holds.stream()
                .sorted(Comparator.comparingInt(hold -> hold.number))
                .map(hold -> new HoldRow(
                        hold.id,
                        pot.asset,
                        hold.program,
                        pot.amount(hold.amount),
                        pot.amount(hold.remaining()),
                        pot.amount(hold.captured),
                        pot.amount(hold.released),
                        pot.amount(hold.forfeited),
                        hold.origin,
                        hold.reference,
                        hold.remaining().signum() > 0 ? HoldStatus.OPEN : HoldStatus.CLOSED,
                        hold.created,
                        hold.expires,
                        Map.of()))
                .filter(row -> row.status() == status)
                .toList();
    }
}
