package dev.sluice.schema.request;

/** A question about the catalogue: programs and assets. */
public sealed interface CatalogQuestion extends Question permits GetProgram, ListPrograms, GetAsset, ListAssets {}
