package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Program;

/** The program that was asked for. */
public record ProgramFound(Program program) implements Result {}
