package dev.sluice.schema.request;

/** The asset of the request's account id. */
@OperationName("get_asset")
public record GetAsset() implements CatalogQuestion {}
