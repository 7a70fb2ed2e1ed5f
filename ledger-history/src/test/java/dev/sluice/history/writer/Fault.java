package dev.sluice.history.writer;

/** A way in which the database fails. */
enum Fault {
    /** The statement is not done, and the connection lives. */
    REFUSED,
    /** The connection is gone before the statement. */
    CUT_BEFORE,
    /** The statement is done, a commit too, and the connection is gone before anybody hears of it. */
    CUT_AFTER
}
