/**
 * The owners of accounts: participants, and groups with their members.
 */
@NullMarked
package dev.sluice.ledger.core.owner;

import org.jspecify.annotations.NullMarked;
