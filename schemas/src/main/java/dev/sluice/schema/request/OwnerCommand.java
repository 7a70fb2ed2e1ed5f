package dev.sluice.schema.request;

/** A command that makes or changes the owner of an account: a participant or a group. */
public sealed interface OwnerCommand extends Command
        permits PutParticipant,
                UpdateParticipant,
                ChangeParticipantStatus,
                CreateGroup,
                UpdateGroup,
                ArchiveGroup,
                AddGroupMembers,
                RemoveGroupMember {}
