package dev.sluice.gateway.http.document;

import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.VoidHold;
import io.swagger.v3.oas.annotations.media.Schema;

/** The bodies of writing calls: the fields of the operation's record, and the idempotency key. */
public final class Bodies {

    private Bodies() {}

    /** The fields of {@link Credit}. */
    @Schema(
            name = "CreditBody",
            allOf = {Credit.class, Keyed.class, AdjustType.class})
    public interface CreditBody {}

    /** The fields of {@link Debit}. */
    @Schema(
            name = "DebitBody",
            allOf = {Debit.class, Keyed.class, AdjustType.class})
    public interface DebitBody {}

    /** The fields of {@link Hold}. */
    @Schema(
            name = "HoldBody",
            allOf = {Hold.class, Keyed.class})
    public interface HoldBody {}

    /** The fields of {@link Release}. */
    @Schema(
            name = "ReleaseBody",
            allOf = {Release.class, Keyed.class})
    public interface ReleaseBody {}

    /** The fields of {@link Forfeit}. */
    @Schema(
            name = "ForfeitBody",
            allOf = {Forfeit.class, Keyed.class})
    public interface ForfeitBody {}

    /** The fields of {@link Capture}. */
    @Schema(
            name = "CaptureBody",
            allOf = {Capture.class, Keyed.class})
    public interface CaptureBody {}

    /** The fields of {@link VoidHold}. */
    @Schema(
            name = "VoidHoldBody",
            allOf = {VoidHold.class, Keyed.class})
    public interface VoidHoldBody {}

    /** The fields of {@link Reverse}. */
    @Schema(
            name = "ReverseBody",
            allOf = {Reverse.class, Keyed.class})
    public interface ReverseBody {}

    /** The fields of {@link Transfer}, and what names its source. */
    @Schema(
            name = "TransferBody",
            allOf = {Transfer.class, TransferSource.class, Keyed.class})
    public interface TransferBody {}

    /** The fields of a wallet's command; the program and the asset are in the path. */
    @Schema(
            name = "WalletBody",
            allOf = {WalletMove.class, Keyed.class})
    public interface WalletBody {}

    /** The fields of {@link CreateProgram}. */
    @Schema(
            name = "CreateProgramBody",
            allOf = {CreateProgram.class, Keyed.class})
    public interface CreateProgramBody {}

    /** The fields of {@link UpdateProgram}. */
    @Schema(
            name = "UpdateProgramBody",
            allOf = {UpdateProgram.class, Keyed.class})
    public interface UpdateProgramBody {}

    /** The fields of {@link CreateAsset}. */
    @Schema(
            name = "CreateAssetBody",
            allOf = {CreateAsset.class, Keyed.class})
    public interface CreateAssetBody {}

    /** The fields of {@link UpdateAsset}. */
    @Schema(
            name = "UpdateAssetBody",
            allOf = {UpdateAsset.class, Keyed.class})
    public interface UpdateAssetBody {}

    /** The fields of {@link PutParticipant}. */
    @Schema(
            name = "PutParticipantBody",
            allOf = {PutParticipant.class, Keyed.class})
    public interface PutParticipantBody {}

    /** The fields of {@link UpdateParticipant}. */
    @Schema(
            name = "UpdateParticipantBody",
            allOf = {UpdateParticipant.class, Keyed.class})
    public interface UpdateParticipantBody {}

    /** The fields of {@link ChangeParticipantStatus}. */
    @Schema(
            name = "ChangeParticipantStatusBody",
            allOf = {ChangeParticipantStatus.class, Keyed.class})
    public interface ChangeParticipantStatusBody {}

    /** The fields of {@link CreateGroup}. */
    @Schema(
            name = "CreateGroupBody",
            allOf = {CreateGroup.class, Keyed.class})
    public interface CreateGroupBody {}

    /** The fields of {@link UpdateGroup}. */
    @Schema(
            name = "UpdateGroupBody",
            allOf = {UpdateGroup.class, Keyed.class})
    public interface UpdateGroupBody {}

    /** The fields of {@link AddGroupMembers}. */
    @Schema(
            name = "AddGroupMembersBody",
            allOf = {AddGroupMembers.class, Keyed.class})
    public interface AddGroupMembersBody {}

    /** The fields of {@link Credit} or of {@link Debit}, whichever {@code type} says. */
    @Schema(
            name = "AdjustBody",
            oneOf = {CreditBody.class, DebitBody.class})
    public interface AdjustBody {}

    /** The asset; the program is in the path. */
    @Schema(
            name = "LinkAssetBody",
            allOf = {LinkedAsset.class, Keyed.class})
    public interface LinkAssetBody {}
}
