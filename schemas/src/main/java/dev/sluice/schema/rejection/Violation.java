package dev.sluice.schema.rejection;

import java.util.List;

/**
 * One fault of a message.
 *
 * @param pointer where it is, as a JSON pointer in a URI fragment ({@code #/amount}); {@code #} for the whole message
 * @param detail "Expected …, but got …", fit to be shown to the caller
 * @param alternatives the fields of which one must be given, where that is the rule: whether one is can't be told once one of
 *     them could not be read
 */
public record Violation(RejectionCode code, String pointer, String detail, List<String> alternatives) {

    public Violation {
        alternatives = List.copyOf(alternatives);
    }

    public Violation(RejectionCode code, String pointer, String detail) {
        this(code, pointer, detail, List.of());
    }
}
