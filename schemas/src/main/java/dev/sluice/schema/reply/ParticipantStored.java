package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Participant;

/**
 * A participant was made or changed.
 *
 * @param created whether it is new
 */
public record ParticipantStored(boolean created, Participant participant) implements Result {}
