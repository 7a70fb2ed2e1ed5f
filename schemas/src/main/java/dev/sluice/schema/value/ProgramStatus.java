package dev.sluice.schema.value;

/** Whether a program's operations are taken: unless ACTIVE, only release, forfeit and void-hold are. */
public enum ProgramStatus {
    ACTIVE,
    SUSPENDED,
    ARCHIVED
}
