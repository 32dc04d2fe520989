package org.xipline.archive.verification;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * The digests of one range after the other: new for the next as soon as one is asked for its value.
 */
final class RangeDigests {
  private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);

  MessageDigest of(DigestAlgorithm algorithm) {
    return digests.computeIfAbsent(algorithm, DigestAlgorithm::newDigest);
  }
}
