package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * That an archive was verified and published.
 *
 * @param entries files in it: items and others
 * @param items those of them that are items
 * @param signerEnds last moment at which the signer's certificate is valid; empty where an earlier
 *     version did not record it
 */
public record Acceptance(
    String arrivalId,
    String fileName,
    long sizeBytes,
    long entries,
    long items,
    SignerIdentity signer,
    Optional<Instant> signerEnds,
    String snapshotId,
    Instant at) {}
