package dev.sluice.ledger.extremes;

/** The kind of letter that a text is made of; each is long in a way of its own. */
public enum Letters {
    /** JSON writes six bytes for each. */
    ESCAPED("\u0001"),
    /** JSON writes two. */
    QUOTES("\"\\"),
    /** UTF-8 writes four, and Java two characters. */
    WIDE("\uD83D\uDE00"),
    /** UTF-8 writes three, and some readers take the first for the end of a line. */
    SEPARATORS("\u2028\uFFFF"),
    PLAIN("x /~.%");

    private final int[] points;

    Letters(String points) {
        this.points = points.codePoints().toArray();
    }

    /** A text of so many code points; another one for another number, as long as the text has room for it. */
    public String text(int length, int number) {
        var name = Integer.toString(number, Character.MAX_RADIX);
        if (name.length() > length) {
            name = name.substring(name.length() - length);
        }
        var text = new StringBuilder(name);
        for (var index = 0; index < length - name.length(); index++) {
            text.appendCodePoint(points[index % points.length]);
        }
        return text.toString();
    }
}
