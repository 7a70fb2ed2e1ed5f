package dev.sluice.schema.reply;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;

/** The request was done, or the question answered. On the wire the result stands under its name. */
public record Completed(
        AccountId accountId,
        IdempotencyKey idempotencyKey,

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
        @JsonSubTypes({
            @JsonSubTypes.Type(value = Adjusted.class, name = "adjusted"),
            @JsonSubTypes.Type(value = Moved.class, name = "moved"),
            @JsonSubTypes.Type(value = Captured.class, name = "captured"),
            @JsonSubTypes.Type(value = Reversed.class, name = "reversed"),
            @JsonSubTypes.Type(value = Transferred.class, name = "transferred"),
            @JsonSubTypes.Type(value = ProgramStored.class, name = "program_stored"),
            @JsonSubTypes.Type(value = AssetStored.class, name = "asset_stored"),
            @JsonSubTypes.Type(value = ParticipantStored.class, name = "participant_stored"),
            @JsonSubTypes.Type(value = GroupStored.class, name = "group_stored"),
            @JsonSubTypes.Type(value = ProgramPage.class, name = "program_page"),
            @JsonSubTypes.Type(value = AssetPage.class, name = "asset_page"),
            @JsonSubTypes.Type(value = ProgramFound.class, name = "program_found"),
            @JsonSubTypes.Type(value = AssetFound.class, name = "asset_found"),
            @JsonSubTypes.Type(value = ParticipantFound.class, name = "participant_found"),
            @JsonSubTypes.Type(value = GroupFound.class, name = "group_found"),
            @JsonSubTypes.Type(value = BalanceList.class, name = "balance_list"),
            @JsonSubTypes.Type(value = LotPage.class, name = "lot_page"),
            @JsonSubTypes.Type(value = HoldPage.class, name = "hold_page"),
            @JsonSubTypes.Type(value = HoldFound.class, name = "hold_found"),
            @JsonSubTypes.Type(value = TransferFound.class, name = "transfer_found"),
            @JsonSubTypes.Type(value = ReserveHoldFound.class, name = "reserve_hold_found"),
            @JsonSubTypes.Type(value = ReserveHoldPage.class, name = "reserve_hold_page"),
            @JsonSubTypes.Type(value = ReserveReleaseFound.class, name = "reserve_release_found"),
            @JsonSubTypes.Type(value = ReserveReleasePage.class, name = "reserve_release_page"),
            @JsonSubTypes.Type(value = ReservePlanFound.class, name = "reserve_plan_found"),
            @JsonSubTypes.Type(value = ReservePlanPage.class, name = "reserve_plan_page"),
        })
        Result result)
        implements Reply {}
