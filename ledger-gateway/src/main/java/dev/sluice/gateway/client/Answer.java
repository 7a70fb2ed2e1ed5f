package dev.sluice.gateway.client;

import dev.sluice.schema.reply.Reply;

/**
 * What the ledger said.
 *
 * @param replayed whether the request had been answered before, and this is that answer again
 */
public record Answer(Reply reply, boolean replayed) {}
