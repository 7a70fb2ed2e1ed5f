package dev.sluice.cli.postings;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;

/**
 * Where postings go.
 *
 * @param allowNegative whether debits may take an account below zero
 */
public record Destination(ProgramId program, AssetId asset, boolean allowNegative) {}
