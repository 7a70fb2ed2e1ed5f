package dev.sluice.schema.request;

/** A request that changes nothing and is not remembered. It takes its turn among the commands, so its answer is linearizable. */
public sealed interface Question extends Operation
        permits GetProgram,
                ListPrograms,
                GetAsset,
                ListAssets,
                GetParticipant,
                GetGroup,
                GetBalances,
                ListLots,
                ListHolds,
                GetHold,
                GetTransfer,
                GetReserveHold,
                ListReserveHolds,
                GetReserveRelease,
                ListReserveReleases,
                GetReservePlan,
                ListReservePlans {

    int LIST_LIMIT_DEFAULT = 50;
    int LIST_LIMIT_MAX = 200;
    int CURSOR_LENGTH_MAX = 500;
}
