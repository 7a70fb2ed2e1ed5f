/**
 * The exchange between partitions: changes of the catalogue told to all, requests that involve several partitions on the side
 * that coordinates them and on the sides that take part, and the life of a message.
 */
@NullMarked
package dev.sluice.ledger.topology.exchange;

import org.jspecify.annotations.NullMarked;
