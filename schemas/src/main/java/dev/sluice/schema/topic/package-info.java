/** What is on which topic, under which key and headers, and how long it is kept. */
@NullMarked
package dev.sluice.schema.topic;

import org.jspecify.annotations.NullMarked;
