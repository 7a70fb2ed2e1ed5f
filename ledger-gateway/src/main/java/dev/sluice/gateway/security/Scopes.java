package dev.sluice.gateway.security;

import java.util.Set;

/** The scopes that an API key may have. */
public final class Scopes {

    /** All questions. */
    public static final String READ = "read";

    /** Participants, groups, and everything that moves value. */
    public static final String WRITE = "write";

    /** The catalogue, which is programs and assets, and the wallets of programs, since filling one makes money. */
    public static final String ADMIN = "admin";

    static final Set<String> ALL = Set.of(READ, WRITE, ADMIN);

    private Scopes() {}
}
