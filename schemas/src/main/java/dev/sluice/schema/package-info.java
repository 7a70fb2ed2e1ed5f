/**
 * The contract between everybody who speaks with the ledger: requests, replies, the journal, refusals, values and topics.
 *
 * <p>No logic of the ledger is here and no framework, so that a Kafka team can depend on this module alone. The same
 * contract in a form for any language is beside the classes, as JSON Schemas and an AsyncAPI document.
 */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
