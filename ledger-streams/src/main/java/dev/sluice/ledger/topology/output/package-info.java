/**
 * The effects of a record as data, and the one place that applies them.
 *
 * <p>Working a record out tells everything to an {@link dev.sluice.ledger.topology.output.EffectsDraft}, which encodes and
 * measures it; the {@link dev.sluice.ledger.topology.output.Effects} that come of it are applied by the {@link
 * dev.sluice.ledger.topology.output.EffectsWriter}, and by nobody else. A build rule keeps it so.
 */
@NullMarked
package dev.sluice.ledger.topology.output;

import org.jspecify.annotations.NullMarked;
