package dev.sluice.schema.value;

/** The role of a member in a group, which says what it may do; at least one member is ADMIN. */
public enum GroupRole {
    ADMIN,
    MEMBER
}
