package dev.sluice.schema.reply;

/** What a completed request answers; the gateway's HTTP bodies are these records, or what they wrap. */
public sealed interface Result
        permits Adjusted,
                Moved,
                Captured,
                Transferred,
                ProgramStored,
                AssetStored,
                ParticipantStored,
                GroupStored,
                ProgramPage,
                AssetPage,
                ProgramFound,
                AssetFound,
                ParticipantFound,
                GroupFound,
                BalanceList,
                LotPage,
                HoldPage,
                HoldFound,
                TransferFound,
                ReserveHoldFound,
                ReserveHoldPage,
                ReserveReleaseFound,
                ReserveReleasePage,
                ReservePlanFound,
                ReservePlanPage {}
