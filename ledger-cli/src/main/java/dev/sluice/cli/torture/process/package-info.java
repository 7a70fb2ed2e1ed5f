/**
 * The processes of a torture run, each on a machine of its own as far as this one can make it seem so: an address in a network
 * namespace, a disk in a file, a clock that can be set. Here is what can be done to them, and nothing of when and why.
 */
@NullMarked
package dev.sluice.cli.torture.process;

import org.jspecify.annotations.NullMarked;
