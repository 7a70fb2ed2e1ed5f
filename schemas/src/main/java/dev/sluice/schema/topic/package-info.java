/** The topics: their records, keys and headers, whose clock stamps them, and how long they are kept. */
@NullMarked
package dev.sluice.schema.topic;

import org.jspecify.annotations.NullMarked;
