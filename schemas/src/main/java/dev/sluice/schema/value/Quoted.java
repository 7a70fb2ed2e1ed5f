package dev.sluice.schema.value;

/** Puts a caller's own text into a message: quoted, on one line, and never longer than a reader wants. */
public final class Quoted {

    private static final int LENGTH_MAX = 60;

    private Quoted() {}

    /** The text in double quotes, control characters replaced, cut after 60 characters. */
    public static String of(String text) {
        var cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
