/**
 * The things that requests make and answers show: programs, assets, participants, groups. One shape for the journal, the
 * catalogue topic, the stores and the HTTP answers.
 */
@NullMarked
package dev.sluice.schema.entity;

import org.jspecify.annotations.NullMarked;
