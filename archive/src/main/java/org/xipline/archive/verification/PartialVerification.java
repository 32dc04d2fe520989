package org.xipline.archive.verification;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.signature.Signer;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;

/**
 * What is known of an archive that is not to be read, as far as its verification came.
 *
 * @param digest of the table of contents, once that could be read
 * @param signatures that the archive carries; whether they hold, the signer's presence says
 * @param signer whose signatures hold: trusted or not
 * @param signedAt by a timestamp that can be trusted
 */
public record PartialVerification(
    Optional<DigestAlgorithm> digest,
    Set<SignatureStyle> signatures,
    Optional<Signer> signer,
    Optional<Instant> signedAt) {

  /** Nothing is known. */
  public static final PartialVerification NONE =
      new PartialVerification(Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  public PartialVerification {
    signatures = Set.copyOf(signatures);
  }

  PartialVerification withTable(DigestAlgorithm algorithm, Set<SignatureStyle> styles) {
    return new PartialVerification(Optional.of(algorithm), styles, signer, signedAt);
  }

  PartialVerification withSigner(Signer itsSigner) {
    return new PartialVerification(digest, signatures, Optional.of(itsSigner), signedAt);
  }

  PartialVerification withSignedAt(Optional<Instant> time) {
    return new PartialVerification(digest, signatures, signer, time);
  }
}
