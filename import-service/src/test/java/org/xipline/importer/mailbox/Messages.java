package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/** Messages for tests, told apart by an id. */
public final class Messages {
  public static final OffsetDateTime SENT = OffsetDateTime.parse("2026-11-20T09:15:00+01:00");

  private Messages() {}

  public static OutgoingMessage message(String id) {
    return sentAt(id, SENT);
  }

  public static OutgoingMessage sentAt(String id, OffsetDateTime sent) {
    byte[] content = content(id);
    return new OutgoingMessage(
        key(id), sent, content.length, () -> new ByteArrayInputStream(content));
  }

  public static OutgoingMessage unreadable(String id, AppendResult result) {
    return new OutgoingMessage(
        key(id),
        SENT,
        content(id).length,
        () -> {
          throw new UnreadableContentException(result, new IOException("unreadable"));
        });
  }

  public static MessageKey key(String id) {
    return new MessageKey("<" + id + "@xipline>", itemDigest(id));
  }

  public static Sha256 itemDigest(String id) {
    return Sha256.digest(("item " + id).getBytes(UTF_8));
  }

  public static MessageFingerprint fingerprint(String id) {
    return MessageFingerprint.of(key(id));
  }

  public static byte[] content(String id) {
    return """
    X-XIP-Item-SHA256: %s
    Message-ID: <%s@xipline>
    Subject: message %s

    Hello.
    """
        .formatted(itemDigest(id), id, id)
        .replace("\n", "\r\n")
        .getBytes(UTF_8);
  }

  /** A message whose Message-ID comes behind so many octets of other header fields. */
  public static OutgoingMessage withLongHeader(String id, int octets) {
    String fold = " " + "<long.ago@contoso.example>".repeat(30) + "\r\n";
    String references = "References:\r\n" + fold.repeat(octets / fold.length() + 1);
    String text = new String(content(id), UTF_8);
    byte[] content = text.replace("Message-ID:", references + "Message-ID:").getBytes(UTF_8);
    return new OutgoingMessage(
        key(id), SENT, content.length, () -> new ByteArrayInputStream(content));
  }

  /** A message of so many octets, that says where it comes from. */
  public static OutgoingMessage filed(String id, String entry, int sizeBytes) {
    byte[] content = filedContent(id, entry, sizeBytes);
    return new OutgoingMessage(
        key(id), SENT, content.length, () -> new ByteArrayInputStream(content));
  }

  /** Lines of 70 characters, the last one shorter. */
  public static byte[] filedContent(String id, String entry, int sizeBytes) {
    String header =
        """
        X-XIP-Connector: desk
        X-XIP-Archive: %s
        X-XIP-Entry: %s
        X-XIP-Item-SHA256: %s
        Message-ID: <%s@xipline>

        """
            .formatted("ab".repeat(32), entry, itemDigest(id), id)
            .replace("\n", "\r\n");
    String lines = ("x".repeat(70) + "\r\n").repeat(sizeBytes / 72 + 1);
    String body = lines.substring(0, sizeBytes - header.length() - 2).replaceAll("\r$", "x");
    return (header + body + "\r\n").getBytes(UTF_8);
  }
}
