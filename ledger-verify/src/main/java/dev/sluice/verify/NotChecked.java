package dev.sluice.verify;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The list of what a journal says and nobody proves: damage to it, by somebody who computes the hash chain anew, is not found. A
 * test damages every other field and sees it found.
 */
public enum NotChecked {
    ID_THAT_NOBODY_NAMES(
            "the id of an entry that no reply names: those of catalogue, owners and reserves, and of what time causes",
            "(PROGRAM|ASSET|OWNER|RESERVE)_STORED|EXPIRY|MATURITY|HOLD_EXPIRY|RESERVE_RELEASE|HOLD",
            "id"),
    TEXT_OF_TIME(
            "the texts of an entry that time causes, since nobody asked for it",
            "EXPIRY|MATURITY|HOLD_EXPIRY|RESERVE_RELEASE",
            "program_id|description|reference_id|metadata\\..*|actor\\.name"),
    COPIES_OF_THE_CATALOGUE(
            "who asked for a change of the catalogue, as other partitions tell it",
            "(PROGRAM|ASSET)_STORED",
            "actor\\..*|metadata\\..*"),
    TERMS_OF_A_RESERVE(
            "why and until when value is reserved or was given back: reasons, schedules, plans, and a plan's share",
            ".*",
            "facts\\.(reserve_hold_stored\\.hold|reserve_released\\.release|hold_opened)\\."
                + "(created_at|created_by|reason|schedule\\..*|source_.*|reserve_plan|reserve_hold|reference_id|expires_at|id|metadata\\..*)"),
    TEXT_OF_A_RESERVE(
            "the program and description of a reserve hold",
            "HOLD",
            "program_id|description|facts\\.hold_opened\\.program_id"),
    STATUS_OF_A_PLAN("whether a reserve plan has expired", ".*", "facts\\.reserve_plan_stored\\.plan\\..*"),
    LOTS_OF_A_REVERSAL(
            "which lots a reversal names, where its postings do",
            "REVERSAL(_SET_ASIDE|_RESTORED)?",
            "facts\\.consumption_reversed\\.parts\\.lot_id"),
    LOT_OF_A_TRANSFER(
            "vintage, expiry and reference of a lot that a transfer opened", "TRANSFER", "facts\\.lot_opened\\..*");

    private final String inWords;
    private final Pattern types;
    private final Pattern fields;

    NotChecked(String inWords, String types, String fields) {
        this.inWords = inWords;
        this.types = Pattern.compile(types);
        this.fields = Pattern.compile(fields);
    }

    /** Whether damage to a field may stay unfound, such as to {@code facts.lot_opened.reference_id} of a TRANSFER. */
    public static boolean covers(String entryType, String field) {
        return List.of(values()).stream()
                .anyMatch(one -> one.types.matcher(entryType).matches()
                        && one.fields.matcher(field).matches());
    }

    @Override
    public String toString() {
        return inWords;
    }
}
