package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;

/** A kind of value. The id is the version 5 UUID of the asset's symbol in lower case, so that a symbol is unique by construction. */
public record AssetId(@JsonValue UUID value) implements Comparable<AssetId> {

    /** Reads the canonical text of a UUID (36 characters); upper case is accepted and folded. */
    @JsonCreator
    public static AssetId parse(String text) {
        return new AssetId(Uuids.parse(text));
    }

    /** The id of the asset with this symbol; {@code PTS} and {@code pts} are one asset, since currency codes are written both ways. */
    public static AssetId ofSymbol(String symbol) {
        return new AssetId(Uuids.version5(Uuids.ASSETS, symbol.toLowerCase(Locale.ROOT)));
    }

    /** The key of the catalogue requests about this asset. */
    public AccountId account() {
        return new AccountId(value);
    }

    @Override
    public int compareTo(AssetId other) {
        return Uuids.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
