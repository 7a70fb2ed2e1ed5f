/**
 * One node in one process: Kafka, the ledger and the gateway, started in this order and stopped in the reverse.
 *
 * <p>What is here: the data folder with its claim and its API key, the start and the stop, and where the log goes. What is
 * not: any rule of the ledger, and any setting of Kafka Streams or of the gateway that a cluster has too.
 *
 * <p>The rule: a node that is killed at any moment starts again on the same folder within seconds, and has lost nothing.
 */
@NullMarked
package dev.sluice.cli.node;

import org.jspecify.annotations.NullMarked;
