/**
 * Programs, assets, and which asset is linked to which program. Every partition has the whole catalogue.
 */
@NullMarked
package dev.sluice.ledger.core.catalog;

import org.jspecify.annotations.NullMarked;
