/**
 * The writer: what a consumer of the journal hands over goes to the tables in transactions that move the partition's position
 * with it. So whatever is killed, nothing is there twice and nothing is missing.
 */
@NullMarked
package dev.sluice.history.writer;

import org.jspecify.annotations.NullMarked;
