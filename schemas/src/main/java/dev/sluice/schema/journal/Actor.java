package dev.sluice.schema.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.topic.Headers;
import java.util.Optional;

/**
 * The one who caused an entry, as far as the ledger can tell. It tells what the request's {@link Headers#PRINCIPAL} said: who may
 * write to the requests topic may name anybody there, an API key too, so it is worth what the access rules of that topic are.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Actor.ApiKey.class, name = "api_key"),
    @JsonSubTypes.Type(value = Actor.Producer.class, name = "producer"),
    @JsonSubTypes.Type(value = Actor.Ledger.class, name = "ledger"),
    @JsonSubTypes.Type(value = Actor.Unknown.class, name = "unknown"),
})
public sealed interface Actor {

    /** The journal is for ever, and a header may have any length: of a longer name this many characters are kept. */
    int NAME_LENGTH_MAX = 255;

    /**
     * A caller of the HTTP API, whose key the gateway knows.
     *
     * @param name the key's, not the key
     */
    record ApiKey(String name) implements Actor {

        private static final String PREFIX = "api-key:";

        /** What a gateway writes as the principal of a request that comes with this key. */
        public String principal() {
            return PREFIX + name;
        }
    }

    /**
     * Another service that writes to the requests topic itself.
     *
     * @param name what it calls itself
     */
    record Producer(String name) implements Actor {}

    /** The ledger itself: time made the entry, and no request. */
    record Ledger() implements Actor {}

    /** Nobody said who asked. */
    record Unknown() implements Actor {}

    /** Who asked, by what a request's principal says. */
    static Actor of(Optional<String> principal) {
        var said = principal.map(Actor::shortened).filter(text -> !text.isEmpty());
        if (said.isEmpty()) {
            return new Unknown();
        }
        var isVouchedFor = said.get().startsWith(ApiKey.PREFIX) && said.get().length() > ApiKey.PREFIX.length();
        return isVouchedFor ? new ApiKey(said.get().substring(ApiKey.PREFIX.length())) : new Producer(said.get());
    }

    /** The actor of what falls due, also where somebody's request is why it is booked now. */
    static Actor ledger() {
        return new Ledger();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= NAME_LENGTH_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, NAME_LENGTH_MAX));
    }
}
