package dev.sluice.gateway.client;

/**
 * The key by which a reply is matched with the request that waits for it. The account and key alone are not enough: two
 * callers may use one key at once for different requests, and each must get the reply to its own.
 *
 * @param account the account id as the Kafka key has it
 * @param idempotencyKey the request's key
 * @param attempt the value of the {@code request-id} header, made unique for each attempt
 */
record Correlation(String account, String idempotencyKey, String attempt) {}
