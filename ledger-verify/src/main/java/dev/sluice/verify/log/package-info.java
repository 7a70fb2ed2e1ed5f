/** The topics as one sequence of records, in about the order in which they were written. No rule is here. */
@NullMarked
package dev.sluice.verify.log;

import org.jspecify.annotations.NullMarked;
