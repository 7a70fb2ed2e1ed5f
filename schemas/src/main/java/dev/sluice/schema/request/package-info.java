/**
 * The requests that the ledger takes: one record for each type of request. A record checks its own shape when it is made, so
 * that one that exists is well formed; what depends on the ledger's state is not checked here.
 *
 * <p>An optional field that is absent or null on the wire is an empty {@link java.util.Optional}.
 */
@NullMarked
package dev.sluice.schema.request;

import org.jspecify.annotations.NullMarked;
