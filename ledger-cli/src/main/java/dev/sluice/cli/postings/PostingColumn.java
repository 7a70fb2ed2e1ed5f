package dev.sluice.cli.postings;

import java.util.Locale;

/** A column of a file of postings. */
public enum PostingColumn {
    ACCOUNT(true),
    TYPE(true),
    AMOUNT(true),
    BALANCE_AFTER(false),
    KEY(false),
    REFERENCE(false),
    DESCRIPTION(false);

    private final boolean required;

    PostingColumn(boolean required) {
        this.required = required;
    }

    boolean isRequired() {
        return required;
    }

    /** As it is called in the first line of a file. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
