package dev.sluice.history.fold;

import dev.sluice.history.table.TableRows;
import dev.sluice.schema.value.EntryId;
import java.util.Map;

/**
 * The changes that a batch makes.
 *
 * @param refusals of transfers whose rows are there already, with the rejection as JSON
 * @param plansMayEnd whether a plan that is being disabled may have nothing left that it holds
 */
public record Changes(TableRows rows, Map<EntryId, String> refusals, boolean plansMayEnd) {}
