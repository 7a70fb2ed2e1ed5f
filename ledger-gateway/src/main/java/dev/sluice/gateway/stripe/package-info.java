/**
 * Reserves over HTTP in the dialect of Stripe's API, so that client libraries made for Stripe work when they are pointed here.
 *
 * <p>Stripe's own words are used on purpose, also where the rest of the API has others: forms with brackets, amounts in the
 * smallest unit, times in Unix seconds, currencies for assets, ids with prefixes, lists with {@code has_more}, and errors in an
 * envelope. What is accepted is taken from Stripe's published reference; what Stripe has and a ledger can't know (charges,
 * refunds, livemode) is a plain text, absent or constant.
 *
 * <p>The way of a call: {@link ParameterReader} takes in what was sent, from a form, a query or JSON, as one tree of
 * {@link Parameters}. A controller names each parameter once, beside the field of the contract that it becomes, and
 * {@link Translation} makes the contract's own record of them; the record checks itself, here as everywhere. {@link ReserveCalls}
 * asks the ledger, {@link Expander} asks further for what {@code expand[]} names, and {@link DialectObjects} writes the answer.
 * What is refused, by whomever, is told in the parameters' names ({@link FieldNames}) and in the envelope ({@link ErrorEnvelope}).
 *
 * <p>Not here: any rule of reserves, which is the ledger's; and how the ledger is asked, which {@code http} knows.
 */
@NullMarked
package dev.sluice.gateway.stripe;

import org.jspecify.annotations.NullMarked;
