package dev.sluice.cli.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** The systems that are measured. */
public enum Subject {
    LEDGER("ledger"),
    ECHO("echo"),
    ECHO_OF_8("echo of 8 rows"),
    POSTGRES("PostgreSQL"),
    POSTGRES_SYNCHRONOUS("PostgreSQL, synchronous");

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
