package dev.sluice.schema.value;

/** Whether an asset still moves. ARCHIVED is final: only forfeit, expiry and maturity work on it. */
public enum AssetStatus {
    ACTIVE,
    ARCHIVED
}
