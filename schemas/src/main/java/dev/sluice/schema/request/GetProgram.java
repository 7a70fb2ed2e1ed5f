package dev.sluice.schema.request;

/** The program of the request's account id. */
public record GetProgram() implements Question {}
