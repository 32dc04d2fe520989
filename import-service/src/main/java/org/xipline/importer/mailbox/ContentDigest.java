package org.xipline.importer.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.xipline.schemas.identity.Sha256;

/** What the bytes of a message are: their digest and how many they are. */
public record ContentDigest(Sha256 sha256, long sizeBytes) {
  private static final int BUFFER_BYTES = 32 << 10;

  /** Reads a stream to its end, in fixed memory. */
  public static ContentDigest of(InputStream content) throws IOException {
    MessageDigest digest = Sha256.newMessageDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      digest.update(buffer, 0, count);
      size += count;
    }
    return new ContentDigest(Sha256.of(digest.digest()), size);
  }
}
