package org.xipline.importer.maildir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;

/**
 * Names of message files. Ours follow from the message alone, {@code
 * <seconds>.X<fingerprint>.xipline,S=<size>}: so a second link of the same message fails, whoever
 * makes it, and a listing tells what a folder holds without opening a file.
 */
final class MessageFileName {
  private static final Pattern OURS =
      Pattern.compile("\\d+\\.X([0-9a-f]{32})\\.xipline(?:,S=\\d+)?");

  private MessageFileName() {}

  static String of(OutgoingMessage message) {
    long seconds = Math.max(0, message.sent().toEpochSecond());
    return seconds + ".X" + message.fingerprint().hex() + ".xipline,S=" + message.sizeBytes();
  }

  /**
   * The name without the flags that mail clients put behind it: the same for a message for good.
   */
  static String baseOf(String fileName) {
    int colon = fileName.indexOf(':');
    return colon < 0 ? fileName : fileName.substring(0, colon);
  }

  /** Which message a file of ours holds; empty for a file of another's. */
  static Optional<MessageFingerprint> fingerprintIn(String baseName) {
    Matcher matcher = OURS.matcher(baseName);
    return matcher.matches()
        ? Optional.of(MessageFingerprint.ofHex(matcher.group(1)))
        : Optional.empty();
  }
}
