package dev.sluice.schema.request;

/** The program of the request's account id. */
@OperationName("get_program")
public record GetProgram() implements CatalogQuestion {}
