/**
 * A ledger of several partitions and instances without Kafka, in one thread, by chance: the real tasks on stores in memory,
 * with a cluster around them that loses no message and keeps no order but what Kafka promises, and with auditors that look
 * after each transaction whether all is as it must be. Each run follows from a number, and is shortened where it fails.
 *
 * <p>{@link dev.sluice.ledger.simulation.ClusterSimulationTest} is where it begins.
 */
@NullMarked
package dev.sluice.ledger.simulation;

import org.jspecify.annotations.NullMarked;
