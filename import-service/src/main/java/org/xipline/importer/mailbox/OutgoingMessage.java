package org.xipline.importer.mailbox;

import java.time.OffsetDateTime;
import org.xipline.schemas.identity.MessageKey;

/**
 * A message to store.
 *
 * @param sent becomes the mailbox's internal date
 * @param sizeBytes length of its content
 * @param content RFC 5322, CRLF line ends
 */
public record OutgoingMessage(
    MessageKey key,
    MessageFingerprint fingerprint,
    OffsetDateTime sent,
    long sizeBytes,
    MessageContent content) {

  public OutgoingMessage(
      MessageKey key, OffsetDateTime sent, long sizeBytes, MessageContent content) {
    this(key, MessageFingerprint.of(key), sent, sizeBytes, content);
  }
}
