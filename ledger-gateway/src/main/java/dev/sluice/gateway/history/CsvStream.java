package dev.sluice.gateway.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A list as CSV, page after page as its reader takes it: one page is in memory at a time, however long the list, and no connection
 * is kept between two. Where a page fails the stream breaks off, so that nobody takes a part for the whole.
 */
final class CsvStream extends InputStream {

    private final Csv form;
    private final Function<Cursor, Page> pages;
    private Page page;
    private InputStream bytes;

    CsvStream(Csv form, Page first, Function<Cursor, Page> pages) {
        this.form = form;
        this.pages = pages;
        this.page = first;
        this.bytes = bytes(form.head(), first);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            var read = bytes.read(target, offset, length);
            if (read >= 0 || page.next().isEmpty()) {
                return read;
            }
            try {
                page = pages.apply(page.next().get());
            } catch (RuntimeException broken) {
                throw new IOException("Expected the next page of the list, but history failed", broken);
            }
            bytes = bytes("", page);
        }
    }

    private InputStream bytes(String before, Page of) {
        var text = new StringBuilder(before);
        of.rows().forEach(row -> text.append(form.lines(row)));
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
