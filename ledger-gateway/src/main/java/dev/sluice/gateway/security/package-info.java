/**
 * Access to the API: keys and their scopes.
 *
 * <p>A key is known by its SHA-256 only. Every call compares against every key in constant time, so that neither the answer's
 * time nor the log says anything about a key. A key may end at an instant, and the file of keys is read again when it changes:
 * a key is exchanged by having two of the same name for a while. Scopes don't imply each other. What each call needs stands on its controller.
 */
@NullMarked
package dev.sluice.gateway.security;

import org.jspecify.annotations.NullMarked;
