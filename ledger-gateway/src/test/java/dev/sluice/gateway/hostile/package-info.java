/** Calls and connections of somebody who means no good, or whose program is broken. Nothing here is written by hand one by one. */
package dev.sluice.gateway.hostile;
