/**
 * Files of postings, and their way into a ledger.
 *
 * <p>A file is read twice: once to find every fault of it, before anything is sent, and once to send it. Each posting has an
 * idempotency key of its own, so that an import that was cut short is simply run again. The postings of one account are sent
 * one after another, in the order of the file; those of different accounts at the same time.
 */
@NullMarked
package dev.sluice.cli.postings;

import org.jspecify.annotations.NullMarked;
