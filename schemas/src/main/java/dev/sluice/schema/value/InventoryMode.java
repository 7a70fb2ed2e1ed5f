package dev.sluice.schema.value;

/** The way in which the value of an asset is kept; never changes. */
public enum InventoryMode {
    /** A number in each bucket. */
    SIMPLE,
    /** Lots with vintages, spent first in, first out. */
    LOT
}
