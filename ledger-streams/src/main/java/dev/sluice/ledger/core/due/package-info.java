/**
 * What happens by itself at an instant: lots expire and mature, holds run out. Booked before anything is decided on the account, so that no decision sees a state that time has overtaken.
 */
@NullMarked
package dev.sluice.ledger.core.due;

import org.jspecify.annotations.NullMarked;
