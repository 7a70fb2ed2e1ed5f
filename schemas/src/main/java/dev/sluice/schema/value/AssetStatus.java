package dev.sluice.schema.value;

/** The status of an asset, which says whether it still moves. ARCHIVED is final: only forfeit, expiry and maturity work on it. */
public enum AssetStatus {
    ACTIVE,
    ARCHIVED
}
