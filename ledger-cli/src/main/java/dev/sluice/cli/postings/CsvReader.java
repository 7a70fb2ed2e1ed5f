package dev.sluice.cli.postings;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of comma-separated values, as in RFC 4180: a field with a comma, a quote or a line break stands in double quotes,
 * and a quote in it is doubled. A mark of the byte order at the beginning and empty lines are passed over.
 */
final class CsvReader implements Closeable {

    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final BufferedReader reader;
    private long line = 1;
    private int next;

    /**
     * One row.
     *
     * @param line where it begins, from 1
     */
    record Row(long line, List<String> fields) {

        boolean isEmptyLine() {
            return fields.size() == 1 && fields.getFirst().isEmpty();
        }
    }

    CsvReader(Reader reader) throws IOException {
        this.reader = new BufferedReader(reader);
        next = this.reader.read();
        if (next == BYTE_ORDER_MARK) {
            advance();
        }
    }

    /** Nothing at the end. */
    Optional<Row> read() throws IOException {
        while (next != END) {
            var row = row();
            if (!row.isEmptyLine()) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Row row() throws IOException {
        var begins = line;
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(next == '"' ? quoted() : plain());
            if (next != ',') {
                endLine();
                return new Row(begins, fields);
            }
            advance();
        }
    }

    private String plain() throws IOException {
        var text = new StringBuilder();
        while (next != ',' && next != '\n' && next != '\r' && next != END) {
            if (next == '"') {
                throw new PostingFileException(
                        line, "Expected a field with a quote in it to stand in quotes, with that quote doubled");
            }
            text.append((char) next);
            advance();
        }
        return text.toString();
    }

    private String quoted() throws IOException {
        var begins = line;
        var text = new StringBuilder();
        advance();
        while (true) {
            if (next == END) {
                throw new PostingFileException(begins, "Expected the closing quote of a field, but the file ends");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    break;
                }
            }
            text.append((char) next);
            advance();
        }
        if (next != ',' && next != '\n' && next != '\r' && next != END) {
            throw new PostingFileException(line, "Expected a comma after the closing quote of a field");
        }
        return text.toString();
    }

    private void endLine() throws IOException {
        if (next == '\r') {
            advance();
            if (next != '\n') {
                line++;
                return;
            }
        }
        if (next == '\n') {
            advance();
        }
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = reader.read();
    }
}
