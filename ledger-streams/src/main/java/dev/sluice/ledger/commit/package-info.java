/**
 * The moment at which a thread commits. Nothing is answered before the transaction ends, and each end costs all threads together several
 * milliseconds of processor time: so a busy thread commits once in an interval, and one that has nothing more to do at once.
 *
 * <p>{@link dev.sluice.ledger.commit.QuietThreads} knows of each thread whether it has anything to commit and whether anything
 * came lately; the thread's consumer tells it and is told by it how long to wait. {@link
 * dev.sluice.ledger.commit.CommittedWhenQuiet} asks for the commit.
 */
@NullMarked
package dev.sluice.ledger.commit;

import org.jspecify.annotations.NullMarked;
