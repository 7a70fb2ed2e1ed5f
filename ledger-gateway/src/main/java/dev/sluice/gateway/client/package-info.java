/**
 * The way to the ledger and back: a request is published to Kafka, its sender waits, the reply finds it.
 *
 * <p>{@link LedgerClient} is all that the rest of the gateway knows of it. {@link KafkaLedgerClient} publishes;
 * {@link ReplyListener} reads the partitions of the replies topic that this process is assigned, and says so in
 * {@link ReplyPartitions}; {@link PendingReplies} is the bounded memory of who waits for what.
 *
 * <p>The rules kept here: no thread waits (a request costs an entry in a map, not a thread, and publishing never blocks the
 * thread that it is called on); nothing is without a bound (waiting requests, time, bytes not yet published); and where the
 * outcome isn't known, that is said and never guessed, since repeating with the same key is always safe.
 *
 * <p>No HTTP is here, and no rule of balances anywhere in this module.
 */
@NullMarked
package dev.sluice.gateway.client;

import org.jspecify.annotations.NullMarked;
