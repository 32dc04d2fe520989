package org.xipline.importer.mailbox;

import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/** Reads from the header of a message which one it is, as any mailbox hands it out. */
public final class MessageHeader {
  private static final String MESSAGE_ID = "message-id";
  private static final String ITEM_DIGEST = "x-xip-item-sha256";
  private static final String CONNECTOR = "x-xip-connector";
  private static final String ARCHIVE = "x-xip-archive";
  private static final String ENTRY = "x-xip-entry";
  private static final Set<String> KEY_FIELDS = Set.of(MESSAGE_ID, ITEM_DIGEST);
  private static final Set<String> LABEL_FIELDS =
      Set.of(MESSAGE_ID, ITEM_DIGEST, CONNECTOR, ARCHIVE, ENTRY);
  private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-fA-F]{64}");

  private MessageHeader() {}

  /**
   * The key of a message; empty if its header lacks one of the two fields. Of a field that is there
   * twice, the first counts: ours come first.
   *
   * @param message the message, or its header alone; line ends CRLF or LF
   */
  public static Optional<MessageKey> keyOf(InputStream message) throws IOException {
    return key(HeaderFields.read(message, KEY_FIELDS));
  }

  /** The same with where the message came from. */
  public static Optional<MessageLabel> labelOf(InputStream message) throws IOException {
    Map<String, String> fields = HeaderFields.read(message, LABEL_FIELDS);
    return key(fields)
        .map(key ->
            new MessageLabel(
                key,
                decoded(fields.getOrDefault(CONNECTOR, "")),
                fields.getOrDefault(ARCHIVE, ""),
                decoded(fields.getOrDefault(ENTRY, ""))));
  }

  private static Optional<MessageKey> key(Map<String, String> fields) {
    String messageId = fields.get(MESSAGE_ID);
    String itemDigest = fields.get(ITEM_DIGEST);
    if (messageId == null || itemDigest == null || !HEX_DIGEST.matcher(itemDigest).matches()) {
      return Optional.empty();
    }
    return Optional.of(new MessageKey(messageId, Sha256.ofHex(itemDigest)));
  }

  /** What is not plain ASCII stands there in encoded words (RFC 2047). */
  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(value);
    } catch (UnsupportedEncodingException _) {
      return value;
    }
  }
}
