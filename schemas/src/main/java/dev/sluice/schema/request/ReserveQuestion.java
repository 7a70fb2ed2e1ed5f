package dev.sluice.schema.request;

/** A question about the reserves of an account. */
public sealed interface ReserveQuestion extends Question
        permits GetReserveHold,
                ListReserveHolds,
                GetReserveRelease,
                ListReserveReleases,
                GetReservePlan,
                ListReservePlans {}
