package dev.sluice.schema.entity;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;

/** The owner of an account: a person, or a group of them. */
public sealed interface Owner permits Participant, Group {

    /** The account's id, which is its owner's id. */
    AccountId id();

    AccountStatus status();

    AccountKind kind();
}
