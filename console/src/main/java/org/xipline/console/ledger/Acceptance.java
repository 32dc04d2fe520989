package org.xipline.console.ledger;

import java.time.Instant;

/**
 * That an archive was verified and published.
 *
 * @param entries files in it: items and others
 * @param items those of them that are items
 */
public record Acceptance(
    String arrivalId,
    String fileName,
    long sizeBytes,
    long entries,
    long items,
    SignerIdentity signer,
    String snapshotId,
    Instant at) {}
