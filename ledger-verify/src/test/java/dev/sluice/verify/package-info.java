/** The tests of the auditor: real runs, which it must find sound, and each kind of damage, which it must find. */
@NullMarked
package dev.sluice.verify;

import org.jspecify.annotations.NullMarked;
