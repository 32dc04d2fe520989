package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * That an archive was verified and accepted.
 *
 * @param entries files in it: items and others
 * @param items those of them that are items
 * @param signerEnds last moment at which the signer's certificate is valid; empty where an earlier
 *     version did not record it
 * @param manifestSha256 of the manifest that its entries are published from, in hex; empty where an
 *     earlier version accepted it, which published all entries at once
 * @param mailboxServer location of the mailbox server that its messages go to; empty where its
 *     snapshot names none
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
    String manifestSha256,
    String mailboxServer,
    Instant at) {

  /** Whether its entries follow its acceptance, a chunk at a time. */
  boolean isPublishedInChunks() {
    return !manifestSha256.isEmpty();
  }
}
