package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Group;

/**
 * A group was made or changed.
 *
 * @param created whether it is new
 */
public record GroupStored(boolean created, Group group) implements Result {}
