package dev.sluice.schema.request;

/**
 * The permission that an operation needs: a scope of an API key, and what the topic that a request comes on may
 * be held to. Scopes don't imply each other.
 */
public enum Scope {
    /** All questions. */
    READ,
    /** Participants, groups, and everything that moves value which there is. */
    WRITE,
    /** The catalogue, and the wallets of programs, since filling one makes money and emptying one ends it. */
    ADMIN;

    public static Scope of(Operation operation) {
        return switch (operation) {
            case Question question -> READ;
            case BalanceCommand command -> WRITE;
            case OwnerCommand command -> WRITE;
            case ReserveCommand command -> WRITE;
            case WalletCommand command -> ADMIN;
            case CatalogCommand command -> ADMIN;
        };
    }
}
