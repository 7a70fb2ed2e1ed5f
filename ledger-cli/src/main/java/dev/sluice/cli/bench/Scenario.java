package dev.sluice.cli.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The scenarios that can be measured, by the name that is given on the command line. */
public enum Scenario {
    TOPIC("holds and releases on LOT accounts, through the topic"),
    SIMPLE("holds and releases on SIMPLE accounts, through the topic"),
    HOT("holds and releases on one LOT account, through the topic"),
    CREDITS("credits of a LOT asset, through the topic"),
    TRANSFERS("transfers between random accounts, through the topic"),
    LATENCY("one request at a time, and 64"),
    HTTP("holds and releases on LOT accounts, through the gateway"),
    OVERLOAD("twice as many through the gateway as it can do, and right after that"),
    LOTS("holds and releases of one lot's worth, on an account with many open lots and on one with few"),
    STARTUP("a node that is started again, and one that is killed under load"),
    RESTORE("a node whose local state is gone");

    private final String description;

    Scenario(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
