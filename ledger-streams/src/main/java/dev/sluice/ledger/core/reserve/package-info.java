/**
 * Value of a merchant that is kept back for refunds: holds with a schedule, plans that take a share of each charge, and
 * releases. A reserve hold is a hold like any other, with the same id and under the same invariants; what this package adds is
 * what is said of it. Nothing but the calls of reserves, their schedules, and reversals of charges touches one.
 *
 * <p>What gives back many holds at once, a schedule or the end of a plan, is work that falls due like any other: booked in
 * bounded steps, before anything is decided on the account.
 */
@NullMarked
package dev.sluice.ledger.core.reserve;

import org.jspecify.annotations.NullMarked;
