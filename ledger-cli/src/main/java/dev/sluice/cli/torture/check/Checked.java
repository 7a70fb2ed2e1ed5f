package dev.sluice.cli.torture.check;

/**
 * The numbers of what was read and compared at the end; zeros where the run did not come so far.
 *
 * @param liveAnswers accounts whose live answers were compared with the journal
 */
public record Checked(long entries, long accounts, long requests, long replies, long liveAnswers) {

    public static final Checked NOTHING = new Checked(0, 0, 0, 0, 0);
}
