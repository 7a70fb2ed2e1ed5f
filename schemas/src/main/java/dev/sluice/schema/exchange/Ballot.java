package dev.sluice.schema.exchange;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;

/** The question that a vote is about: can this partition do its part? */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Ballot.Receive.class, name = "receive"),
    @JsonSubTypes.Type(value = Ballot.Draw.class, name = "draw"),
    @JsonSubTypes.Type(value = Ballot.Exist.class, name = "exist"),
})
public sealed interface Ballot {

    /**
     * The question whether these accounts can receive value. A yes changes nothing, unless it is to be booked at once.
     *
     * @param booking where this partition is the only one that is asked: what is booked in place of a yes, which then is a
     *     {@link ExchangeMessage.BookingDone} and ends the matter. Who does not know this votes, and is asked to book
     */
    record Receive(ProgramId programId, AssetId assetId, List<Leg> legs, Optional<Booking> booking) implements Ballot {

        public Receive {
            legs = List.copyOf(legs);
        }

        /**
         * The part of a {@link ExchangeMessage.BookingAsked} that stands beside the legs.
         *
         * @param entryType the kind of journal entry that books it
         * @param accountId the account whose request it is, which the journal entry names
         */
        public record Booking(EntryType entryType, AccountId accountId, Cause cause) {}
    }

    /**
     * The request to the program's wallet for so much value. A yes has moved it to SYSTEM_TRANSIT: it was the wallet's part.
     *
     * @param accountId the account that the value is for
     * @param entryType of the wallet's part; a CREDIT when absent, as ledgers asked before there were reversals
     */
    record Draw(
            ProgramId programId,
            AssetId assetId,
            Amount amount,
            AccountId accountId,
            Cause cause,
            Optional<EntryType> entryType)
            implements Ballot {}

    /** The question whether these participants exist. A yes changes nothing. */
    record Exist(List<Named> participants) implements Ballot {

        public Exist {
            participants = List.copyOf(participants);
        }

        /**
         * A participant that a request names.
         *
         * @param index its place in the request's list, from 0 on
         */
        public record Named(int index, AccountId accountId) {}
    }
}
