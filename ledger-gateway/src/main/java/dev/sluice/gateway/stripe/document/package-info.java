/**
 * The parts of the dialect's OpenAPI document beyond its controllers and objects: shapes of bodies and lists, and annotations,
 * which the annotation processor reads. Nothing here runs.
 */
@NullMarked
package dev.sluice.gateway.stripe.document;

import org.jspecify.annotations.NullMarked;
