package dev.sluice.cli.postings;

/** A file that can't be imported as it is; the message names the line and what was expected there. */
public final class PostingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostingFileException(long line, String message) {
        super("line %d: %s".formatted(line, message));
    }

    PostingFileException(long line, String column, String message) {
        super("line %d, %s: %s".formatted(line, column, message));
    }
}
