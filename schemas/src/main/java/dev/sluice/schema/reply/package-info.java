/**
 * The replies of the ledger: exactly one for each request, with a result that is also the body of the HTTP answer.
 *
 * <p>Nothing of one attempt is here (no request id, no partition, no "replayed"); those are Kafka headers, so that a
 * remembered reply can be repeated byte for byte.
 */
@NullMarked
package dev.sluice.schema.reply;

import org.jspecify.annotations.NullMarked;
