package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/** Reads the key of a message from its header, as any mailbox hands it out. */
public final class MessageHeader {
  private static final String MESSAGE_ID = "message-id";
  private static final String ITEM_DIGEST = "x-xip-item-sha256";
  private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

  /** A header of more than this is no header of ours. */
  private static final int MAX_BYTES = 256 << 10;

  private @Nullable String messageId;
  private @Nullable String itemDigest;

  private MessageHeader() {}

  /**
   * The key of a message; empty if its header lacks one of the two fields. Of a field that is there
   * twice, the first counts: ours come first.
   *
   * @param message the message, or its header alone; line ends CRLF or LF
   */
  public static Optional<MessageKey> keyOf(InputStream message) throws IOException {
    var header = new MessageHeader();
    header.read(message);
    return header.key();
  }

  private void read(InputStream message) throws IOException {
    var field = new StringBuilder();
    var line = new StringBuilder();
    for (int count = 0; count < MAX_BYTES; count++) {
      int octet = message.read();
      if (octet >= 0 && octet != '\n') {
        line.append((char) octet);
        continue;
      }
      boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (!folded) {
        take(field);
        field.setLength(0);
      }
      if (octet < 0 || line.isEmpty() || line.toString().equals("\r") || isComplete()) {
        take(octet < 0 ? field.append(line) : field);
        return;
      }
      field.append(line);
      line.setLength(0);
    }
  }

  private void take(StringBuilder field) {
    int colon = field.indexOf(":");
    if (colon < 0) {
      return;
    }
    String name = field.substring(0, colon).strip();
    if (messageId == null && name.equalsIgnoreCase(MESSAGE_ID)) {
      messageId = valueOf(field, colon);
    } else if (itemDigest == null && name.equalsIgnoreCase(ITEM_DIGEST)) {
      itemDigest = valueOf(field, colon);
    }
  }

  /** A Message-ID may hold UTF-8 (RFC 6532); it was read octet by octet. */
  private static String valueOf(StringBuilder field, int colon) {
    String octets = field.substring(colon + 1).replace("\r", "").strip();
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }

  private boolean isComplete() {
    return messageId != null && itemDigest != null;
  }

  private Optional<MessageKey> key() {
    if (messageId == null || itemDigest == null || !HEX_DIGEST.matcher(itemDigest).matches()) {
      return Optional.empty();
    }
    return Optional.of(new MessageKey(messageId, Sha256.ofHex(itemDigest)));
  }
}
