package dev.sluice.gateway.http;

import dev.sluice.schema.value.AccountId;
import java.util.UUID;

/** The constants that the catalogue's controllers share. */
final class Catalogue {

    /** Every partition has the whole catalogue, so a list may be asked of any; it has to be some account's. */
    static final AccountId ANY_ACCOUNT = new AccountId(new UUID(0, 0));

    private Catalogue() {}
}
