package dev.sluice.gateway.stripe;

import dev.sluice.schema.request.Request;
import io.micronaut.http.HttpRequest;
import java.util.Set;

/**
 * A call that keeps the contract, ready to be asked.
 *
 * @param request what is asked of the ledger
 * @param expansions what the answer is to have instead of ids
 * @param names in which refusals are told
 */
record DialectCall(HttpRequest<?> http, Request request, Set<Expansion> expansions, FieldNames names) {}
