package dev.sluice.schema.request;

/** The asset of the request's account id. */
public record GetAsset() implements Question {}
