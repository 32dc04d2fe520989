package org.xipline.importer.maildir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.MessageHeader;

/**
 * Which messages files of others hold. Their headers are read, once: a base name means one message
 * for good. Bounded over all mailboxes.
 */
final class ForeignKeys {
  private static final int MAX_REMEMBERED = 100_000;

  private final Map<Path, Optional<MessageFingerprint>> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(
                Map.Entry<Path, Optional<MessageFingerprint>> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  /**
   * Which message a file holds; empty if it has no key.
   *
   * @throws java.nio.file.NoSuchFileException if a mail client has just renamed it
   */
  Optional<MessageFingerprint> fingerprintIn(Path folder, String baseName, Path file)
      throws IOException {
    Path identity = folder.resolve(baseName);
    Optional<MessageFingerprint> remembered = known.get(identity);
    if (remembered != null) {
      return remembered;
    }
    Optional<MessageFingerprint> read = read(file);
    known.put(identity, read);
    return read;
  }

  private static Optional<MessageFingerprint> read(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return MessageHeader.keyOf(in).map(MessageFingerprint::of);
    }
  }
}
