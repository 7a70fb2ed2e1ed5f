package dev.sluice.schema.json;

import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.GetReserveHold;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.GetReserveRelease;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.request.VoidHold;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The name of each operation on the wire: the {@code type} of a request. A name is never reused for another meaning. */
public final class OperationTypes {

    private static final Map<String, Class<? extends Operation>> BY_NAME = named();
    private static final Map<Class<? extends Operation>, String> BY_CLASS = inverted(BY_NAME);

    private OperationTypes() {}

    /** All of them, in the order of the documents. */
    public static Map<String, Class<? extends Operation>> all() {
        return BY_NAME;
    }

    public static Optional<Class<? extends Operation>> ofName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static String nameOf(Operation operation) {
        var name = BY_CLASS.get(operation.getClass());
        if (name == null) {
            throw new IllegalStateException("No wire name is listed for " + operation.getClass());
        }
        return name;
    }

    private static Map<String, Class<? extends Operation>> named() {
        var names = new LinkedHashMap<String, Class<? extends Operation>>();
        names.put("credit", Credit.class);
        names.put("debit", Debit.class);
        names.put("hold", Hold.class);
        names.put("release", Release.class);
        names.put("forfeit", Forfeit.class);
        names.put("capture", Capture.class);
        names.put("void_hold", VoidHold.class);
        names.put("reverse", Reverse.class);
        names.put("transfer", Transfer.class);
        names.put("fund_wallet", FundWallet.class);
        names.put("burn_wallet", BurnWallet.class);
        names.put("create_program", CreateProgram.class);
        names.put("update_program", UpdateProgram.class);
        names.put("create_asset", CreateAsset.class);
        names.put("update_asset", UpdateAsset.class);
        names.put("link_asset", LinkAsset.class);
        names.put("put_participant", PutParticipant.class);
        names.put("update_participant", UpdateParticipant.class);
        names.put("change_participant_status", ChangeParticipantStatus.class);
        names.put("create_group", CreateGroup.class);
        names.put("update_group", UpdateGroup.class);
        names.put("archive_group", ArchiveGroup.class);
        names.put("add_group_members", AddGroupMembers.class);
        names.put("remove_group_member", RemoveGroupMember.class);
        names.put("get_program", GetProgram.class);
        names.put("list_programs", ListPrograms.class);
        names.put("get_asset", GetAsset.class);
        names.put("list_assets", ListAssets.class);
        names.put("get_participant", GetParticipant.class);
        names.put("get_group", GetGroup.class);
        names.put("get_balances", GetBalances.class);
        names.put("list_lots", ListLots.class);
        names.put("list_holds", ListHolds.class);
        names.put("get_hold", GetHold.class);
        names.put("get_transfer", GetTransfer.class);
        names.put("create_reserve_hold", CreateReserveHold.class);
        names.put("update_reserve_hold", UpdateReserveHold.class);
        names.put("create_reserve_release", CreateReserveRelease.class);
        names.put("update_reserve_release", UpdateReserveRelease.class);
        names.put("create_reserve_plan", CreateReservePlan.class);
        names.put("update_reserve_plan", UpdateReservePlan.class);
        names.put("disable_reserve_plan", DisableReservePlan.class);
        names.put("get_reserve_hold", GetReserveHold.class);
        names.put("list_reserve_holds", ListReserveHolds.class);
        names.put("get_reserve_release", GetReserveRelease.class);
        names.put("list_reserve_releases", ListReserveReleases.class);
        names.put("get_reserve_plan", GetReservePlan.class);
        names.put("list_reserve_plans", ListReservePlans.class);
        return Collections.unmodifiableMap(names);
    }

    private static Map<Class<? extends Operation>, String> inverted(Map<String, Class<? extends Operation>> names) {
        var classes = new HashMap<Class<? extends Operation>, String>();
        names.forEach((name, type) -> classes.put(type, name));
        return Map.copyOf(classes);
    }
}
