package dev.sluice.cli.postings;

import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** A file of postings, in plain CSV or packed with gzip, that can be read more than once. */
public final class PostingFile {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Source source;
    private final PostingFormat format;

    /** Opens the bytes from the beginning. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * The contents of a file in which no fault was found.
     *
     * @param accounts in the order in which they come
     */
    public record Contents(long postings, Set<String> accounts) {}

    public PostingFile(Source source, PostingFormat format) {
        this.source = source;
        this.format = format;
    }

    public static PostingFile of(Path file, PostingFormat format) {
        return new PostingFile(() -> Files.newInputStream(file), format);
    }

    /**
     * Reads all of it.
     *
     * @throws PostingFileException for the first fault
     */
    public Contents check() throws IOException {
        var accounts = new LinkedHashSet<String>();
        var keys = new HashSet<String>();
        var postings = 0L;
        try (var rows = read()) {
            for (var next = rows.next(); next.isPresent(); next = rows.next()) {
                var posting = next.get();
                // The second of two would be taken for a repeat of the first, and never be booked.
                if (rows.hasKeys() && !keys.add(posting.account() + '\n' + posting.key())) {
                    throw new PostingFileException(
                            posting.line(),
                            format.nameOf(PostingColumn.KEY),
                            "Expected a key once for each account, but %s has %s before"
                                    .formatted(posting.account(), posting.key()));
                }
                accounts.add(posting.account());
                postings++;
            }
        }
        return new Contents(postings, accounts);
    }

    /** Begins to read from the beginning. */
    Rows read() throws IOException {
        var bytes = new BufferedInputStream(source.open());
        try {
            var strict = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return new Rows(new CsvReader(new InputStreamReader(unpacked(bytes), strict)), format);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        var isGzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return isGzip ? new GZIPInputStream(bytes) : bytes;
    }

    /** The postings, one after another. */
    static final class Rows implements Closeable {

        private final CsvReader csv;
        private final PostingFormat format;
        private final Map<PostingColumn, Integer> places;
        private final int width;

        Rows(CsvReader csv, PostingFormat format) throws IOException {
            this.csv = csv;
            this.format = format;
            var header = csv.read().orElseThrow(() -> new PostingFileException(1, "Expected a line with the columns"));
            this.places = format.locate(header);
            this.width = header.fields().size();
        }

        boolean hasKeys() {
            return places.containsKey(PostingColumn.KEY);
        }

        Optional<PostingRow> next() throws IOException {
            return csv.read().map(this::posting);
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }

        private PostingRow posting(CsvReader.Row row) {
            if (row.fields().size() != width) {
                throw new PostingFileException(
                        row.line(),
                        "Expected %d fields, but got %d"
                                .formatted(width, row.fields().size()));
            }
            var type = required(row, PostingColumn.TYPE, Rows::typeOf);
            return new PostingRow(
                    row.line(),
                    format.accountPrefix()
                            + required(row, PostingColumn.ACCOUNT, text(PutParticipant.EXTERNAL_ID_LENGTH_MAX)),
                    type,
                    required(row, PostingColumn.AMOUNT, Rows::positive),
                    optional(row, PostingColumn.KEY, text -> new IdempotencyKey(text).value())
                            .orElseGet(() -> madeKey(row)),
                    optional(row, PostingColumn.REFERENCE, text(BalanceCommand.REFERENCE_ID_LENGTH_MAX)),
                    optional(row, PostingColumn.DESCRIPTION, text(BalanceCommand.DESCRIPTION_LENGTH_MAX))
                            .orElseGet(() -> type == PostingRow.Type.CREDIT ? "Imported credit" : "Imported debit"),
                    optional(row, PostingColumn.BALANCE_AFTER, Amount::parse));
        }

        /** In a file that has keys each row needs one: half of them by the line would hide a mistake. */
        private String madeKey(CsvReader.Row row) {
            if (hasKeys()) {
                throw new PostingFileException(
                        row.line(), format.nameOf(PostingColumn.KEY), "Expected a key, but there is none");
            }
            return format.batch() + ":" + row.line();
        }

        private <T> T required(CsvReader.Row row, PostingColumn column, Function<String, T> reader) {
            return optional(row, column, reader)
                    .orElseThrow(() -> new PostingFileException(
                            row.line(), format.nameOf(column), "Expected a value, but there is none"));
        }

        private <T> Optional<T> optional(CsvReader.Row row, PostingColumn column, Function<String, T> reader) {
            var place = places.get(column);
            if (place == null || row.fields().get(place).isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(reader.apply(row.fields().get(place)));
            } catch (IllegalArgumentException unreadable) {
                throw new PostingFileException(
                        row.line(), format.nameOf(column), String.valueOf(unreadable.getMessage()));
            }
        }

        private static PostingRow.Type typeOf(String text) {
            return switch (text) {
                case "CREDIT" -> PostingRow.Type.CREDIT;
                case "DEBIT" -> PostingRow.Type.DEBIT;
                default -> throw new IllegalArgumentException("Expected CREDIT or DEBIT, but got " + text);
            };
        }

        private static Amount positive(String text) {
            var amount = Amount.parse(text);
            if (!amount.isPositive()) {
                throw new IllegalArgumentException("Expected an amount above zero, but got " + text);
            }
            return amount;
        }

        private static Function<String, String> text(int lengthMax) {
            return text -> {
                if (text.codePointCount(0, text.length()) > lengthMax) {
                    throw new IllegalArgumentException("Expected at most %d characters".formatted(lengthMax));
                }
                return text;
            };
        }
    }
}
