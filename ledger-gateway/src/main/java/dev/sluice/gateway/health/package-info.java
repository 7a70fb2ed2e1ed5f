/**
 * Whether the process works (liveness) and whether it can serve (readiness), which are different answers: a gateway without
 * Kafka is alive and not ready. Readiness is proven by a real question through the ledger, and not by a guess.
 */
@NullMarked
package dev.sluice.gateway.health;

import org.jspecify.annotations.NullMarked;
