/** A PostgreSQL of this process's own, where there are binaries of it for the machine at hand. */
@NullMarked
package dev.sluice.cli.postgres;

import org.jspecify.annotations.NullMarked;
