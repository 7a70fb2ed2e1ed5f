package dev.sluice.cli.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who is measured. */
public enum Subject {
    LEDGER("ledger"),
    ECHO("echo"),
    ECHO_OF_8("echo of 8 rows");

    private final String text;

    Subject(String text) {
        this.text = text;
    }

    /** As it is told. */
    @JsonValue
    public String text() {
        return text;
    }
}
