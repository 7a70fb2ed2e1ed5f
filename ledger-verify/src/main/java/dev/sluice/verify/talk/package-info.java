/** The requests and their replies, compared with each other and with the journal: one outcome a key, and each told truly. */
@NullMarked
package dev.sluice.verify.talk;

import org.jspecify.annotations.NullMarked;
