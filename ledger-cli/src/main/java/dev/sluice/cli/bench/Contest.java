package dev.sluice.cli.bench;

import dev.sluice.cli.bench.load.Door;
import dev.sluice.cli.bench.load.Pace;
import dev.sluice.cli.bench.load.Work;
import java.util.List;

/**
 * The measurements that a scenario takes in each round.
 *
 * @param entries in the order of the even rounds; the odd ones go backwards, so that a machine that becomes slower or faster does
 *     not favour one of them
 * @param references those of them that the others are compared with: the one of the same name, or the only one of its subject
 * @param isInOrder whether each round has the same order, since the next is about what the one before leaves behind
 */
record Contest(List<Entry> entries, List<Entry> references, boolean isInOrder) {

    /** One of the things that alternate. */
    record Entry(Subject subject, String name, Door door, Work work, PaceChoice pace) {}

    /** The pace of a measurement, which may depend on what was measured before. */
    interface PaceChoice {
        Pace choose(List<Sample> soFar);
    }
}
