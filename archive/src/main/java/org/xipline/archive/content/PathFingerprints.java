package org.xipline.archive.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.xipline.schemas.identity.Sha256;

/**
 * A path stands for itself by 61 bits of its SHA-256, the upper ones of a long. Two paths that
 * share them would be taken for one, and an archive be refused that need not be; the odds are 1 to
 * 100,000 for five million paths, and no archive is admitted by it.
 */
final class PathFingerprints {
  private static final int FREE_BITS = 3;

  private final MessageDigest sha256 = Sha256.newMessageDigest();

  long of(String path) {
    byte[] digest = sha256.digest(path.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() >>> FREE_BITS << FREE_BITS;
  }
}
