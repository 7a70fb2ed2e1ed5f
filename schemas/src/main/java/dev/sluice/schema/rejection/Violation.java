package dev.sluice.schema.rejection;

/**
 * One fault of a message.
 *
 * @param pointer where it is, as a JSON pointer in a URI fragment ({@code #/amount}); {@code #} for the whole message
 * @param detail "Expected …, but got …", fit to be shown to the caller
 */
public record Violation(RejectionCode code, String pointer, String detail) {}
