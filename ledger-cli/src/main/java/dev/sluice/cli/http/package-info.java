/**
 * A client of a node's HTTP API that costs little: the commands share the processors with the node that they call.
 *
 * <p>It keeps connections open and sends on each one request at a time. It knows the API key and the idempotency key, what
 * may be tried again, and nothing of what is asked.
 */
@NullMarked
package dev.sluice.cli.http;

import org.jspecify.annotations.NullMarked;
