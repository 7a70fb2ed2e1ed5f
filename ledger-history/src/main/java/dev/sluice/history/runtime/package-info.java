/** The writer as a process of its own: its settings from the environment, its health, its end. */
@NullMarked
package dev.sluice.history.runtime;

import org.jspecify.annotations.NullMarked;
