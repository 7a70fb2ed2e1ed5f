package dev.sluice.schema.entity;

/** What the catalogue topic tells: a program or an asset, as it is now. */
public sealed interface CatalogEntity permits Program, Asset {}
