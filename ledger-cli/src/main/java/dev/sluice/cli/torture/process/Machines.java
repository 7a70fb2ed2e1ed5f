package dev.sluice.cli.torture.process;

import dev.sluice.cli.torture.plan.Ability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The machines of a run, made of this one as far as it allows. */
final class Machines implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Optional<Network> network;
    private final Optional<Path> clocks;
    private final boolean hasDisks;
    private final Map<String, Machine> machines = new LinkedHashMap<>();

    private Machines(Path folder, Optional<Network> network, Optional<Path> clocks, boolean hasDisks) {
        this.folder = folder;
        this.network = network;
        this.clocks = clocks;
        this.hasDisks = hasDisks;
    }

    /** @param wanted what is looked for; what is found is {@link #abilities} */
    static Machines in(Path folder, Set<Ability> wanted) {
        try {
            Files.createDirectories(folder.resolve("clocks"));
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Machines(
                folder,
                wanted.contains(Ability.NETWORK_NAMESPACES) && Network.isPossible()
                        ? Optional.of(Network.create())
                        : Optional.empty(),
                wanted.contains(Ability.FALSE_CLOCKS) ? Clock.makeLibrary(folder.resolve("clocks")) : Optional.empty(),
                wanted.contains(Ability.LOOP_DISKS) && Disk.isPossible(folder.resolve("data")));
    }

    Set<Ability> abilities() {
        var abilities = EnumSet.noneOf(Ability.class);
        network.ifPresent(there -> abilities.add(Ability.NETWORK_NAMESPACES));
        clocks.ifPresent(there -> abilities.add(Ability.FALSE_CLOCKS));
        if (hasDisks) {
            abilities.add(Ability.LOOP_DISKS);
        }
        return abilities;
    }

    /** @param diskMb 0 for a machine that needs no disk of its own */
    Machine add(String name, int diskMb) {
        var place = network.map(there -> there.add(machines.size()));
        var data = folder.resolve("data").resolve(name);
        var disk = hasDisks && diskMb > 0 ? Optional.of(Disk.mount(data, diskMb)) : Optional.<Disk>empty();
        var machine = new Machine(
                name,
                place.map(Network.Place::address).orElse(LOOPBACK),
                data,
                place,
                disk,
                clocks.map(
                        library -> new Clock(library, folder.resolve("clocks").resolve(name))));
        machines.put(name, machine);
        return machine;
    }

    /** The usual port where each machine has its own address, and one that is free where all share one. */
    int port(int usual) {
        if (network.isPresent()) {
            return usual;
        }
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** These see each other, and nobody else sees them. */
    void cutOff(Collection<String> names) {
        var others = new ArrayList<String>();
        machines.values().stream()
                .filter(machine -> !names.contains(machine.name()))
                .map(Machine::address)
                .forEach(others::add);
        others.add(network.orElseThrow().ownAddress());
        names.forEach(name -> network.orElseThrow().cut(machine(name).place().orElseThrow(), others));
    }

    void heal(Collection<String> names) {
        names.forEach(name -> network.orElseThrow().heal(machine(name).place().orElseThrow()));
    }

    Machine machine(String name) {
        return Optional.ofNullable(machines.get(name)).orElseThrow();
    }

    @Override
    public void close() {
        for (var machine : List.copyOf(machines.values())) {
            machine.disk().ifPresent(Disk::close);
        }
        network.ifPresent(Network::close);
    }
}
