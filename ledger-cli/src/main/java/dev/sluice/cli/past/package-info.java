/** Questions about the past, asked of a gateway and told in a terminal. */
@NullMarked
package dev.sluice.cli.past;

import org.jspecify.annotations.NullMarked;
