package dev.sluice.schema.request;

/** A request that changes nothing and is not remembered. It takes its turn among the commands, so its answer is linearizable. */
public sealed interface Question extends Operation
        permits CatalogQuestion, BalanceQuestion, HoldQuestion, TransferQuestion, ReserveQuestion {

    int LIST_LIMIT_DEFAULT = 50;
    int LIST_LIMIT_MAX = 200;
    int CURSOR_LENGTH_MAX = 500;
}
