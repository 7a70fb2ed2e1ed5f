package dev.sluice.gateway.client;

import dev.sluice.schema.reply.Reply;

/**
 * The ledger's reply to a request.
 *
 * @param replayed whether the request had been answered before, and this is that answer again
 */
public record Answer(Reply reply, boolean replayed) {}
