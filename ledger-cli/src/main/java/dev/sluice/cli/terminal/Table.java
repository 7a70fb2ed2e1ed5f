package dev.sluice.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows whose columns line up: numbers to the right, all else to the left. */
public final class Table {

    private static final String GAP = "  ";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?( (ms|s|/s))?");

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean hasHeader;

    private Table(boolean hasHeader) {
        this.hasHeader = hasHeader;
    }

    public static Table withColumns(String... names) {
        return new Table(true).row((Object[]) names);
    }

    public static Table withoutHeader() {
        return new Table(false);
    }

    public Table row(Object... cells) {
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(at -> String.valueOf(cells[at]))
                .toList());
        return this;
    }

    /** A count as people write it: 47,527. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String milliseconds(double number) {
        return String.format(Locale.ROOT, "%,.1f ms", number);
    }

    public static String seconds(double number) {
        return String.format(Locale.ROOT, "%,.1f s", number);
    }

    public static String perSecond(double number) {
        return String.format(Locale.ROOT, "%,.0f /s", number);
    }

    /** Without a line break at the end. */
    @Override
    public String toString() {
        var columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = IntStream.range(0, columns).map(this::width).toArray();
        var right = IntStream.range(0, columns).mapToObj(this::isNumeric).toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(at -> padded(row.get(at), widths[at], right.get(at)))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .skip(hasHeader ? 1 : 0)
                .filter(row -> row.size() > column && !row.get(column).isEmpty())
                .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    private static String padded(String text, int width, boolean right) {
        var gap = " ".repeat(width - text.length());
        return right ? gap + text : text + gap;
    }
}
