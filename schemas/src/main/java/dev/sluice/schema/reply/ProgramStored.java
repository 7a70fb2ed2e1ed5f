package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Program;

/**
 * A program was made or changed, and every partition knows.
 *
 * @param created whether it is new
 */
public record ProgramStored(boolean created, Program program) implements Result {}
