package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;

/** The three buckets of one account and asset, at the asset's scale. Only {@code available} can be below zero. */
public record Buckets(Amount available, Amount deferred, Amount held) {}
