/**
 * The words of the contract that are values: ids, amounts, and the closed sets of names.
 *
 * <p>Nothing here knows a message, a topic or a rule of the ledger. Each type has one text, because the text is compared,
 * hashed and used as a key; a text that is not it is refused with an {@link java.lang.IllegalArgumentException} whose
 * message is fit to be shown to the caller.
 */
@NullMarked
package dev.sluice.schema.value;

import org.jspecify.annotations.NullMarked;
