package dev.sluice.cli.torture.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A machine as the process on it sees it.
 *
 * @param name the process's, too
 * @param address in the network of the run
 * @param folder for its data
 * @param place in the network, where there is one of the run's own
 * @param disk of its own, where this machine can make one
 * @param clock of its own, where there can be one
 */
record Machine(
        String name,
        String address,
        Path folder,
        Optional<Network.Place> place,
        Optional<Disk> disk,
        Optional<Clock> clock) {}
