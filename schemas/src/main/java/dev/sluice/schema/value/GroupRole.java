package dev.sluice.schema.value;

/** What a member may do in a group; at least one member is ADMIN. */
public enum GroupRole {
    ADMIN,
    MEMBER
}
