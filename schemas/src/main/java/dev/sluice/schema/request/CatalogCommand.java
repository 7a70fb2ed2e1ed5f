package dev.sluice.schema.request;

/** A command that makes or changes a program or an asset; answered when every partition knows. Keyed by the entity's id. */
public sealed interface CatalogCommand extends Command
        permits CreateProgram, UpdateProgram, CreateAsset, UpdateAsset, LinkAsset {}
