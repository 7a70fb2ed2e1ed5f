/** A benchmark as a page with tables and plots, which is what {@code docs/benchmarks.md} is. */
@NullMarked
package dev.sluice.cli.bench.report;

import org.jspecify.annotations.NullMarked;
