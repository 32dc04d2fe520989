package org.xipline.runtime.payload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;

/**
 * Hands bytes on, and throws {@link PayloadDamagedException} at the end unless they were the
 * promised ones.
 */
final class PayloadInputStream extends FilterInputStream {
  private final PayloadKey key;
  private final long expectedBytes;
  private final Sha256 expected;
  private final MessageDigest digest = Sha256.newMessageDigest();
  private long count;
  private boolean verified;

  PayloadInputStream(InputStream in, PayloadKey key, long expectedBytes, Sha256 expected) {
    super(in);
    this.key = key;
    this.expectedBytes = expectedBytes;
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read < 0) {
      verify();
    } else {
      digest.update(buffer, offset, read);
      count += read;
      requireNoMoreThanPromised();
    }
    return read;
  }

  /** Skipped bytes count too. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] scratch = new byte[(int) Math.clamp(bytes, 1, 8192)];
    long skipped = 0;
    while (skipped < bytes) {
      int read = read(scratch, 0, (int) Math.min(scratch.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void requireNoMoreThanPromised() throws PayloadDamagedException {
    if (count > expectedBytes) {
      throw new PayloadDamagedException(
          "payload " + key + " is longer than the " + expectedBytes + " bytes promised");
    }
  }

  private void verify() throws PayloadDamagedException {
    if (verified) {
      return;
    }
    Sha256 actual = Sha256.of(digest.digest());
    if (count != expectedBytes || !actual.equals(expected)) {
      throw new PayloadDamagedException(
          "payload %s has %d bytes with digest %s instead of %d with %s"
              .formatted(key, count, actual, expectedBytes, expected));
    }
    verified = true;
  }
}
