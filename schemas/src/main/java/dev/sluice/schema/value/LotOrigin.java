package dev.sluice.schema.value;

/** What made a lot. */
public enum LotOrigin {
    CREDIT,
    TRANSFER
}
