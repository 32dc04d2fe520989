package org.xipline.ingest.staging;

import org.xipline.schemas.record.ClaimCheck;

/**
 * An archive whose payloads are all in the payload store.
 *
 * @param manifest its entries in archive order, see {@link Manifest}
 * @param entries how many files it has
 * @param items how many of them are items
 * @param added payloads that were not there before, the manifest among them
 */
public record StagedArchive(ClaimCheck manifest, long entries, long items, long added) {}
