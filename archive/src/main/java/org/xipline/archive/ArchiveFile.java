package org.xipline.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;

/**
 * An archive on disk.
 *
 * @param named as the operator named it
 * @param archiveId of its content when it was looked at
 */
public record ArchiveFile(Path named, ArchiveId archiveId, long sizeBytes) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Reads the file through once. */
  public static ArchiveFile read(Path file) throws IOException {
    MessageDigest digest = Sha256.newMessageDigest();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
      }
    }
    return new ArchiveFile(file, ArchiveId.of(Sha256.of(digest.digest())), size);
  }
}
