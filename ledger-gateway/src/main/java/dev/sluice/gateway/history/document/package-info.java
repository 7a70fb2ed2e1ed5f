/** The parts of the OpenAPI document that questions to history share. Nothing here runs. */
@NullMarked
package dev.sluice.gateway.history.document;

import org.jspecify.annotations.NullMarked;
