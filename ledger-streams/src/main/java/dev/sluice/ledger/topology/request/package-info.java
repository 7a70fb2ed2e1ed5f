/**
 * The life of a request: read, brought where it belongs, remembered, settled, decided, booked, answered. Every rule is the
 * core's; everything that a request does is told to its draft.
 */
@NullMarked
package dev.sluice.ledger.topology.request;

import org.jspecify.annotations.NullMarked;
