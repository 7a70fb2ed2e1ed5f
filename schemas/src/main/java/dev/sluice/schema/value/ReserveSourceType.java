package dev.sluice.schema.value;

/** The kind of balance that a merchant says value is reserved from; kept and told, and of no effect here. */
public enum ReserveSourceType {
    BANK_ACCOUNT,
    CARD,
    FPX
}
