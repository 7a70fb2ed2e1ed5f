/**
 * The load of a torture run: callers that ask for every kind of operation through all gateways, give up, repeat and repeat
 * again, and a producer that writes to the topic itself. What they were told is remembered, to be compared with the journal.
 */
@NullMarked
package dev.sluice.cli.torture.load;

import org.jspecify.annotations.NullMarked;
