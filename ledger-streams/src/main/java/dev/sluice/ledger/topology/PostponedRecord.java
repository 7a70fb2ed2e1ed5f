package dev.sluice.ledger.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A record that waits until what is due on its account is booked. It has changed nothing yet, and is worked out from the
 * beginning when its turn comes.
 *
 * @param value its JSON
 * @param origin of a request
 */
record PostponedRecord(Kind kind, AccountId account, Arrival.Source source, RequestOrigin origin, String value) {

    enum Kind {
        REQUEST,
        /** The vote that decides a request of the account. */
        VOTE
    }

    /** Written anew, since JSON may come in UTF-16, and in any size. */
    static PostponedRecord of(Request request, Arrival arrival, WireFormats formats) {
        return new PostponedRecord(
                Kind.REQUEST,
                request.accountId(),
                arrival.source(),
                arrival.origin(),
                text(formats.requests().write(request)));
    }

    static PostponedRecord of(AccountId account, VoteGiven vote, Arrival.Source source, WireFormats formats) {
        return new PostponedRecord(
                Kind.VOTE,
                account,
                source,
                RequestOrigin.UNKNOWN,
                text(formats.exchange().write(vote)));
    }

    /** A request as it arrived, at the partition where it belongs. */
    Arrival arrival() {
        return new Arrival(account.toKey(), bytes(), source, origin, true);
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    byte[] encode(JsonMapper mapper) {
        try {
            return mapper.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A record of ours can be written", e);
        }
    }

    static PostponedRecord decode(byte[] row, JsonMapper mapper) {
        try {
            return mapper.readValue(row, PostponedRecord.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was written can be read", e);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
