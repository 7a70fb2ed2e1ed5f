/**
 * The health of the process, in two answers: it works (liveness), and it can serve (readiness). A gateway without
 * Kafka is alive and not ready. Readiness is proven by a real question through the ledger, and not by a guess.
 */
@NullMarked
package dev.sluice.gateway.health;

import org.jspecify.annotations.NullMarked;
