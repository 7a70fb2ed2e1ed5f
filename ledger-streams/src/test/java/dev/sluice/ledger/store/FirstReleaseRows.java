package dev.sluice.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The rows that the first release wrote, frozen as lines of a text. */
public final class FirstReleaseRows {

    private static final String FILE = "/first-release/rows.txt";
    private static final int FIELDS = 4;

    /** The first release wrote it and could not read it: the task of its partition never started again. */
    private static final String BEYOND_ITS_OWN_READER = "an asset whose limit has 40 digits";

    private FirstReleaseRows() {}

    /**
     * A frozen row.
     *
     * @param kind of the catalogue of rows, such as {@code open holds}; {@code outcomes} of idempotency memory
     * @param says which of the things of this kind it is
     * @param window the beginning of an outcome's window in milliseconds; zero of all else
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    public record Row(String kind, String says, byte[] key, long window, byte[] value) {

        /** What the topology has of it: the store puts a version before it. */
        public byte[] withoutVersion() {
            return Arrays.copyOfRange(value, 1, value.length);
        }

        @Override
        public String toString() {
            return kind + ": " + says;
        }
    }

    /** All that the first release could read too. */
    public static List<Row> all() {
        return lines().stream()
                .filter(row -> !row.says().equals(BEYOND_ITS_OWN_READER))
                .toList();
    }

    /** What the first release wrote and could not read. */
    public static List<Row> beyondItsOwnReader() {
        return lines().stream()
                .filter(row -> row.says().equals(BEYOND_ITS_OWN_READER))
                .toList();
    }

    /** The rows of a kind, in the order of the file. */
    public static List<Row> of(String kind) {
        return all().stream().filter(row -> row.kind().equals(kind)).toList();
    }

    private static List<Row> lines() {
        return text().lines()
                .filter(line -> !line.startsWith("#"))
                .map(FirstReleaseRows::row)
                .toList();
    }

    private static Row row(String line) {
        var fields = line.split(" \\| ");
        if (fields.length != FIELDS) {
            throw new IllegalStateException("Expected %d fields, but got %s".formatted(FIELDS, line));
        }
        var key = fields[2].split("@");
        var hex = HexFormat.of();
        return new Row(
                fields[0],
                fields[1],
                hex.parseHex(key[0]),
                key.length == 1 ? 0 : Long.parseLong(key[1]),
                hex.parseHex(fields[3]));
    }

    private static String text() {
        try (var file = FirstReleaseRows.class.getResourceAsStream(FILE)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
