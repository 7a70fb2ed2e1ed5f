/**
 * The whole, from outside: over HTTP and on the topics, as callers see it, on a real Kafka.
 *
 * <p>{@code -Dsluice.kafka=embedded} (the default), {@code testcontainers} or {@code host:port} says which Kafka.
 */
package dev.sluice.endtoend;
