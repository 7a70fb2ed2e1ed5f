package dev.sluice.cli.torture.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A network of its own for the processes: a namespace for each machine, all on one bridge. The bridge is in a namespace, too,
 * so that no rule of this machine's own firewall has a say in it.
 */
final class Network implements AutoCloseable {

    private static final int FIRST_HOST = 10;

    /** Names of interfaces have 15 characters at most. */
    private final String prefix = "slc" + ProcessHandle.current().pid() % 1_000_000;

    private final String subnet = "10.213.%d.".formatted(ProcessHandle.current().pid() % 250);
    private final List<String> namespaces = new ArrayList<>();

    /**
     * A machine's place in the network.
     *
     * @param namespace its name
     */
    record Place(String namespace, String address) {}

    private Network() {}

    static boolean isPossible() {
        var name = "slct" + ProcessHandle.current().pid() % 1_000_000;
        var possible = Command.works("ip", "netns", "add", name)
                && Command.works("ip", "netns", "exec", name, "iptables", "-A", "INPUT", "-s", "10.0.0.1", "-j", "DROP")
                && Command.works("ip", "-n", name, "link", "add", "br0", "type", "bridge");
        var unused = Command.works("ip", "netns", "del", name);
        return possible;
    }

    static Network create() {
        var network = new Network();
        try {
            network.createSwitch();
            return network;
        } catch (RuntimeException impossible) {
            network.close();
            throw impossible;
        }
    }

    private void createSwitch() {
        var hub = addNamespace("sw");
        Command.run("ip", "-n", hub, "link", "add", "br0", "type", "bridge");
        Command.run("ip", "-n", hub, "link", "set", "br0", "up");
        // This process takes part in the network, as the callers' machine.
        Command.run("ip", "link", "add", prefix + "r", "type", "veth", "peer", "name", "root", "netns", hub);
        Command.run("ip", "addr", "add", subnet + "1/24", "dev", prefix + "r");
        Command.run("ip", "link", "set", prefix + "r", "up");
        plugIn("root");
    }

    /** @param number no other machine has it */
    Place add(int number) {
        var namespace = addNamespace("m" + number);
        var address = subnet + (FIRST_HOST + number);
        Command.run(
                "ip",
                "-n",
                namespace,
                "link",
                "add",
                "eth0",
                "type",
                "veth",
                "peer",
                "name",
                "p" + number,
                "netns",
                prefix + "sw");
        plugIn("p" + number);
        Command.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
        Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
        return new Place(namespace, address);
    }

    /** Packets between the two are lost from now on, in both directions: nobody is told that they are. */
    void cut(Place one, Collection<String> addresses) {
        for (var address : addresses) {
            Command.run("ip", "netns", "exec", one.namespace, "iptables", "-A", "INPUT", "-s", address, "-j", "DROP");
            Command.run("ip", "netns", "exec", one.namespace, "iptables", "-A", "OUTPUT", "-d", address, "-j", "DROP");
        }
    }

    void heal(Place one) {
        Command.run("ip", "netns", "exec", one.namespace, "iptables", "-F");
    }

    /** The callers' own address. */
    String ownAddress() {
        return subnet + "1";
    }

    private String addNamespace(String name) {
        var namespace = prefix + name;
        Command.run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
        return namespace;
    }

    private void plugIn(String port) {
        Command.run("ip", "-n", prefix + "sw", "link", "set", port, "master", "br0", "up");
    }

    /** The interfaces go with their namespaces. */
    @Override
    public void close() {
        for (var namespace : namespaces) {
            var unused = Command.works("ip", "netns", "del", namespace);
        }
        namespaces.clear();
    }
}
