/**
 * The demo: a year of a real bank's postings imported twice and compared with the bank's own books, and a short story of
 * holds. It does only what any caller can, through HTTP, and says what differs.
 *
 * <p>All that it sends has fixed idempotency keys, so that it can be played again on a node that has its data already.
 */
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
