package dev.sluice.cli.postings;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;

/**
 * The program and asset that an import posts to.
 *
 * @param allowNegative whether debits may take an account below zero
 */
public record Destination(ProgramId program, AssetId asset, boolean allowNegative) {}
