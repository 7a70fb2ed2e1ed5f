package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.ProgramId;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Value that came in and may be taken back.
 *
 * @param amount all of it
 * @param spendable what of it there was to spend when debts were repaid, by lot, in the order of spending
 */
record NaiveCharge(
        AccountId account,
        NaivePot pot,
        ProgramId program,
        String name,
        BigDecimal amount,
        Map<Lot, BigDecimal> spendable) {}
