/**
 * One real Kafka node inside this JVM, so that {@code sluice up} needs nothing but a JDK.
 *
 * <p>What is here: {@link dev.sluice.cli.kafka.EmbeddedKafka}, a broker and its KRaft controller in one, and what it
 * stands on: the claim on its data folder, the sockets it listens on, its settings with their reasons, and the watch
 * for faults that Kafka would answer by ending the process.
 *
 * <p>What is not: topics, clients, Kafka Streams, or anything of the ledger. The ledger cannot tell this node from a
 * cluster; it gets its bootstrap servers and nothing else.
 *
 * <p>The rule: what was acknowledged is there after a forced kill, and nothing in this package ends the JVM without
 * having said why.
 */
@NullMarked
package dev.sluice.cli.kafka;

import org.jspecify.annotations.NullMarked;
