package dev.sluice.cli.bench.load;

import java.util.Map;

/**
 * One run of load.
 *
 * @param keys what each idempotency key begins with; the request's number follows
 * @param first the number of the first request. Who goes on with the same keys goes on with the numbers
 * @param processes whose processor time is to be measured: process ids by name
 */
public record LoadJob(Door door, Work work, Pace pace, String keys, long first, Map<String, Long> processes) {}
