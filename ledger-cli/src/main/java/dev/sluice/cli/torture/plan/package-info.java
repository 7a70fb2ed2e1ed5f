/**
 * The plan of a torture run: which fault befalls whom, when and for how long. It is a function of the seed, the minutes and
 * the size of the cluster, and of nothing else, so that a run can be repeated. Nothing here touches a process.
 */
@NullMarked
package dev.sluice.cli.torture.plan;

import org.jspecify.annotations.NullMarked;
