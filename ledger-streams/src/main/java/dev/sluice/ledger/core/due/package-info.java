/**
 * Events that happen by themselves at an instant: lots expire and mature, holds run out. They are booked before anything is
 * decided on the account, so that no decision sees a state that time has overtaken.
 */
@NullMarked
package dev.sluice.ledger.core.due;

import org.jspecify.annotations.NullMarked;
