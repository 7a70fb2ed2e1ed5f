/**
 * The work that is done without a record: kept records are taken up, time is asked for, what has fallen due is booked, what is
 * over is forgotten. All of it in bounded turns that the partitions of a thread take one after the other.
 */
@NullMarked
package dev.sluice.ledger.topology.background;

import org.jspecify.annotations.NullMarked;
