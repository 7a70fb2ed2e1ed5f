package dev.sluice.schema.value;

/** The kind of thing that an account belongs to. */
public enum AccountKind {
    PARTICIPANT,
    GROUP,
    PROGRAM
}
