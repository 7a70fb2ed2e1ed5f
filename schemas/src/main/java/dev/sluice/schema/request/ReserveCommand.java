package dev.sluice.schema.request;

/**
 * A command on the reserves of one account, whose value is kept back for refunds. Amounts are whole numbers of the asset's
 * smallest unit, such as cents, as they are wherever reserves are known.
 */
public sealed interface ReserveCommand extends Command
        permits CreateReserveHold,
                UpdateReserveHold,
                CreateReserveRelease,
                UpdateReserveRelease,
                CreateReservePlan,
                UpdateReservePlan,
                DisableReservePlan {

    /** What a JavaScript client can count exactly. */
    long SMALLEST_UNITS_MAX = 9_007_199_254_740_991L;

    int PERCENT_MAX = 100;

    int RESERVE_LIST_LIMIT_DEFAULT = 10;
    int RESERVE_LIST_LIMIT_MAX = 100;
}
