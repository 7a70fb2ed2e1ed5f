/**
 * The echo: the least that a ledger of this design can do, and so the measure of it. A Kafka Streams topology with the settings of
 * the ledger that reads each request, keeps it, and answers with it.
 *
 * <p>It decides nothing, books nothing and writes no journal. Its topology is fixed: one that did more would make the ledger look
 * better than it is.
 */
@NullMarked
package dev.sluice.cli.bench.echo;

import org.jspecify.annotations.NullMarked;
