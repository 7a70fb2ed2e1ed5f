package dev.sluice.schema.value;

/**
 * The status of a program, which says whether its operations are taken: unless ACTIVE, only release, forfeit and void-hold
 * are.
 */
public enum ProgramStatus {
    ACTIVE,
    SUSPENDED,
    ARCHIVED
}
