/**
 * The parts of the OpenAPI document beyond the controllers and the contract's records: annotations and shapes that the annotation
 * processor reads. Nothing here runs.
 */
@NullMarked
package dev.sluice.gateway.http.document;

import org.jspecify.annotations.NullMarked;
