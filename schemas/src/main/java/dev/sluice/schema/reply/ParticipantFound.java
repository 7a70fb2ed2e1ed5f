package dev.sluice.schema.reply;

import dev.sluice.schema.entity.Participant;
import java.util.List;

/** The participant that was asked for, with its balances as of now. */
public record ParticipantFound(Participant participant, List<AssetBalance> balances) implements Result {

    public ParticipantFound {
        balances = List.copyOf(balances);
    }
}
