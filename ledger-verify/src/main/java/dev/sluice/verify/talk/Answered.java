package dev.sluice.verify.talk;

/** A request with its reply. */
record Answered(Asked asked, Told told) {}
