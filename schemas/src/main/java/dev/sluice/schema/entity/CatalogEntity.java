package dev.sluice.schema.entity;

/** An entity of the catalogue, as the catalogue topic tells it: a program or an asset, as it is now. */
public sealed interface CatalogEntity permits Program, Asset {}
