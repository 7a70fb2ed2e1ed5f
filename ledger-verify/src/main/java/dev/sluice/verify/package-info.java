/**
 * The auditor: proves the books of a ledger from its topics alone. It shares no code with the ledger: its rules are written from
 * the pages of docs/, and it reads JSON trees. {@link dev.sluice.verify.Verification} is the way in.
 */
@NullMarked
package dev.sluice.verify;

import org.jspecify.annotations.NullMarked;
