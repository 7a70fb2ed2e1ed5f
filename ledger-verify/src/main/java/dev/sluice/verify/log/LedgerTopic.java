package dev.sluice.verify.log;

/** The topics that are read, in the order in which records of one time are: a cause before what follows from it. */
public enum LedgerTopic {
    REQUESTS("requests"),
    /** Only where the ledger takes requests from it. */
    REQUESTS_WRITE("requests.write"),
    JOURNAL("journal"),
    CATALOG("catalog"),
    REPLIES("replies"),
    DEAD_LETTERS("dead-letters");

    private final String suffix;

    LedgerTopic(String suffix) {
        this.suffix = suffix;
    }

    /** The topic's name in the ledger with this prefix. */
    public String name(String prefix) {
        return prefix + suffix;
    }
}
