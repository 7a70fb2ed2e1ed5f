package dev.sluice.schema.value;

/** What an account is the account of. */
public enum AccountKind {
    PARTICIPANT,
    GROUP,
    PROGRAM
}
