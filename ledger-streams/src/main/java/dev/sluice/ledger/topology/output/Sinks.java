package dev.sluice.ledger.topology.output;

/** The names of the topology's ways out. They are part of what operators see, and never change. */
public final class Sinks {

    public static final String REPLIES = "replies";
    public static final String EXCHANGE = "exchange-out";
    public static final String JOURNAL = "journal";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String CATALOG = "catalog";

    private Sinks() {}
}
