/**
 * The whole, from outside: over HTTP and on the topics, as callers see it, on a real Kafka.
 *
 * <p>A test class registers what it is about as an extension, and has it started before and stopped after its tests: {@link
 * dev.sluice.endtoend.LedgerUnderTest} is a ledger with a gateway in this process, one for the class; {@link
 * dev.sluice.endtoend.DirectLedger} is instances without a gateway, whose clock and rules a test can turn, a Kafka of their
 * own for each test. What is about a process, so that it can be killed, starts a {@link dev.sluice.endtoend.CommandProcess}.
 *
 * <p>{@code -Dsluice.kafka=embedded} (the default), {@code testcontainers} or {@code host:port} says which Kafka.
 */
package dev.sluice.endtoend;
