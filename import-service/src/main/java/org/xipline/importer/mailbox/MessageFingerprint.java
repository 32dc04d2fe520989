package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/**
 * A {@link MessageKey} in 128 bits: the first half of its SHA-256. Small enough to remember for
 * every message of many folders, wide enough that two keys never share one.
 */
public record MessageFingerprint(long high, long low) {

  public static MessageFingerprint of(MessageKey key) {
    String text = key.messageId() + '\0' + key.itemDigest().hex();
    ByteBuffer digest = ByteBuffer.wrap(Sha256.digest(text.getBytes(UTF_8)).toByteArray());
    return new MessageFingerprint(digest.getLong(), digest.getLong());
  }

  /** The fingerprint that {@link #hex} wrote: 32 hex digits. */
  public static MessageFingerprint ofHex(String hex) {
    return new MessageFingerprint(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** 32 lower-case hex digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high) + format.toHexDigits(low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
