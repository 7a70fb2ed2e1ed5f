/**
 * What the OpenAPI document says of the dialect beyond its controllers and objects: shapes of bodies and lists, and annotations,
 * which the annotation processor reads. Nothing here runs.
 */
@NullMarked
package dev.sluice.gateway.stripe.document;

import org.jspecify.annotations.NullMarked;
