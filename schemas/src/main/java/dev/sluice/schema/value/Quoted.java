package dev.sluice.schema.value;

/** Puts a caller's own text into a message: quoted, on one line, and never longer than a reader wants. */
public final class Quoted {

    private static final int LENGTH_MAX = 60;
    private static final int LINE_LENGTH_MAX = 200;

    private Quoted() {}

    /** The text in double quotes, control characters replaced, cut after 60 characters. */
    public static String of(String text) {
        return '"' + cut(text, LENGTH_MAX) + '"';
    }

    /** A sentence with a caller's text somewhere in it: control characters replaced, cut after 200 characters. */
    public static String onOneLine(String text) {
        return cut(text, LINE_LENGTH_MAX);
    }

    /** Counts whole characters: half of one can't be written to a topic. */
    private static String cut(String text, int lengthMax) {
        var cut = new StringBuilder();
        text.codePoints()
                .limit(lengthMax)
                .forEach(point -> cut.appendCodePoint(
                        Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                                ? '?'
                                : point));
        return cut.length() < text.length() ? cut.append('…').toString() : cut.toString();
    }
}
