/** The processes of a benchmark: the node as it is shipped, the echo, the load. Each ends with the benchmark. */
@NullMarked
package dev.sluice.cli.bench.process;

import org.jspecify.annotations.NullMarked;
