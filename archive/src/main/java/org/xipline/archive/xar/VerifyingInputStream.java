package org.xipline.archive.xar;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Passes bytes through, and says that they end only if they were exactly as many as declared and
 * have the checksums that were signed.
 */
final class VerifyingInputStream extends FilterInputStream {
  private final String owner;
  private final long size;
  private final List<Checksum> checksums;
  private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
  private long count;
  private boolean verified;

  VerifyingInputStream(InputStream in, String owner, long size, List<Checksum> checksums) {
    super(in);
    this.owner = owner;
    this.size = size;
    this.checksums = checksums;
    for (Checksum checksum : checksums) {
      digests.computeIfAbsent(checksum.algorithm(), DigestAlgorithm::newDigest);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    int read = in.read(target, from, wanted);
    if (read < 0) {
      verify();
      return -1;
    }
    count += read;
    if (count > size) {
      throw Malformed.because("%s has more than the declared %,d bytes".formatted(owner, size));
    }
    for (MessageDigest digest : digests.values()) {
      digest.update(target, from, read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    return readNBytes((int) Math.clamp(wanted, 0, 64 << 10)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void verify() throws ArchiveRejectedException {
    if (verified) {
      return;
    }
    if (count != size) {
      throw Malformed.because("%s has %,d bytes, and declares %,d".formatted(owner, count, size));
    }
    Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
    digests.forEach((algorithm, digest) -> values.put(algorithm, digest.digest()));
    for (Checksum checksum : checksums) {
      byte[] value = values.get(checksum.algorithm());
      if (value == null || !checksum.matches(value)) {
        throw new ArchiveRejectedException(
            RejectionReason.CONTENT_TAMPERED,
            "%s does not have the signed %s checksum"
                .formatted(owner, checksum.algorithm().jcaName()));
      }
    }
    verified = true;
  }
}
