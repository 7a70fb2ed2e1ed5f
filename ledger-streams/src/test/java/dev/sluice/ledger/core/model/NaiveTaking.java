package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.ledger.core.model.NaivePot.Taken;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The value that one debit or capture took from a pot, and how much of it was given back. */
final class NaiveTaking {

    /** Of one lot, or of none. */
    static final class Part {
        final Lot lot;
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal reversed = BigDecimal.ZERO;

        Part(Lot lot) {
            this.lot = lot;
        }

        BigDecimal left() {
            return taken.subtract(reversed);
        }
    }

    final EntryId entry;
    final ProgramId program;
    final boolean captured;
    final Instant at;
    final List<Part> parts = new ArrayList<>();

    NaiveTaking(EntryId entry, ProgramId program, boolean captured, Instant at) {
        this.entry = entry;
        this.program = program;
        this.captured = captured;
        this.at = at;
    }

    NaiveTaking took(List<Taken> pieces) {
        pieces.forEach(part -> took(part.piece().lot, part.amount()));
        return this;
    }

    NaiveTaking took(Lot lot, BigDecimal amount) {
        if (amount.signum() > 0) {
            var part = parts.stream().filter(known -> known.lot == lot).findFirst();
            if (part.isEmpty()) {
                parts.add(new Part(lot));
            }
            var of = part.orElseGet(parts::getLast);
            of.taken = of.taken.add(amount);
        }
        return this;
    }

    BigDecimal left() {
        return parts.stream().map(Part::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
