package org.xipline.convert.item;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.xipline.schemas.identity.Sha256;

/**
 * The item digest: SHA-256 over the document's bytes followed by the 32 bytes of each attachment's
 * SHA-256, in the order named.
 */
public final class ItemDigest {
  private static final int BUFFER_BYTES = 64 * 1024;

  private ItemDigest() {}

  /** Computes it; the attachments come in the order in which the item names them. */
  public static Sha256 of(ContentSource document, List<ResolvedAttachment> attachments)
      throws IOException {
    MessageDigest digest = Sha256.newMessageDigest();
    try (InputStream in = document.open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    }
    attachments.forEach(attachment -> digest.update(attachment.sha256().toByteArray()));
    return Sha256.of(digest.digest());
  }
}
