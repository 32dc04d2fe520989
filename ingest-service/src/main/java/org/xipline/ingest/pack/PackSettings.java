package org.xipline.ingest.pack;

import java.time.Instant;

/**
 * How to write an archive. With the same settings the same directory gives the same bytes.
 *
 * @param signer who signs
 * @param checksumStyle digest of everything
 * @param signedAt what the archive says about its creation and signing; to the second
 * @param compressionLevel of xz, 0 to 9: more is smaller, slower, and needs more memory
 */
public record PackSettings(
    SigningIdentity signer, ChecksumStyle checksumStyle, Instant signedAt, int compressionLevel) {

  /** SHA-256, and a level that is quick. */
  public static PackSettings of(SigningIdentity signer, Instant signedAt) {
    return new PackSettings(signer, ChecksumStyle.SHA_256, signedAt, 3);
  }
}
