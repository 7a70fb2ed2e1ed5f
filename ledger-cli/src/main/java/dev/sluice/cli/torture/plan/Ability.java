package dev.sluice.cli.torture.plan;

/** The abilities of a machine that some faults need. */
public enum Ability {
    NETWORK_NAMESPACES("network namespaces, which take root and the commands ip and iptables"),
    LOOP_DISKS("disks of files, which take root and the commands mkfs.ext4, mount and fsfreeze"),
    FALSE_CLOCKS("false clocks, which take a C compiler (cc)");

    private final String inWords;

    Ability(String inWords) {
        this.inWords = inWords;
    }

    @Override
    public String toString() {
        return inWords;
    }
}
