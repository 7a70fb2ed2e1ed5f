package dev.sluice.cli.torture.plan;

import java.util.Locale;

/** The kinds of process that there are. */
public enum Role {
    BROKER,
    LEDGER,
    GATEWAY;

    /** The name of the process of this role with this number, from 1 on. */
    public String name(int number) {
        return name().toLowerCase(Locale.ROOT) + "-" + number;
    }
}
