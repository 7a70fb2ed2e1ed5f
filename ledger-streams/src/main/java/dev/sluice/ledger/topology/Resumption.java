package dev.sluice.ledger.topology;

import dev.sluice.schema.value.AccountId;

/**
 * Takes up what was postponed: settles an account, a bounded part at a time, and then does its records in the order in which
 * they came.
 */
final class Resumption {

    /** More than one, so that the records of an account come to an end although each that arrives is one more. */
    private static final int BEHIND_ONE_THAT_ARRIVES = 2;

    private final PostponedRecords postponed;
    private final Intake intake;

    Resumption(PostponedRecords postponed, Intake intake) {
        this.postponed = postponed;
        this.intake = intake;
    }

    /** Goes on until the budget is spent. The accounts take turns, so that none waits for all that is due on another. */
    void turn(Budget budget) {
        for (var accounts = postponed.accounts(); accounts > 0 && !budget.isSpent(); accounts--) {
            resume(postponed.nextAccount(), budget);
        }
    }

    /**
     * A record of the account has come and was put behind those that wait. Were they done in the turns only, an account that
     * is asked for all the time would have ever more of them.
     */
    void behind(AccountId account) {
        resume(account, Budget.of(BEHIND_ONE_THAT_ARRIVES));
    }

    private void resume(AccountId account, Budget budget) {
        while (postponed.has(account) && !budget.isSpent()) {
            var effects = intake.resumed(postponed.first(account));
            if (effects.isEmpty()) {
                return;
            }
            // From here on it must succeed.
            effects.get().run();
            postponed.firstIsDone(account);
            budget.spend(1);
        }
    }
}
