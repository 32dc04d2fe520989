package org.xipline.importer.imap.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;

/**
 * How much is delivered where.
 *
 * @param mailboxes how many there are
 * @param messages for each of them
 */
record Shape(String name, int mailboxes, int messages, int messageBytes, int connections) {
  private static final int LINE = 76;
  private static final int SMALL = 4096;
  private static final int CONNECTIONS = 32;

  /**
   * As in {@code 20x250} or {@code 64x20x1048576x64}: mailboxes, messages for each, octets,
   * connections.
   */
  static Shape named(String name) {
    String[] parts = name.split("x");
    int mailboxes = Integer.parseInt(parts[0]);
    int bytes = parts.length > 2 ? Integer.parseInt(parts[2]) : SMALL;
    int connections =
        parts.length > 3 ? Integer.parseInt(parts[3]) : Math.min(mailboxes, CONNECTIONS);
    return new Shape(name, mailboxes, Integer.parseInt(parts[1]), bytes, connections);
  }

  long total() {
    return (long) mailboxes * messages;
  }

  /** Mailboxes that nobody has used yet. */
  List<EmailAddress> mailboxesOf(String owner) {
    return IntStream.range(0, mailboxes)
        .mapToObj(i -> new EmailAddress("%s-%05d@contoso.example".formatted(owner, i)))
        .toList();
  }

  /** A message as large as it says. */
  byte[] content(int number) {
    byte[] header = Messages.content("bench-" + number);
    byte[] content = Arrays.copyOf(header, Math.max(header.length, messageBytes));
    byte[] line = ("a".repeat(LINE) + "\r\n").getBytes(US_ASCII);
    for (int at = header.length; at < content.length; at += line.length) {
      System.arraycopy(line, 0, content, at, Math.min(line.length, content.length - at));
    }
    return content;
  }

  List<byte[]> contents() {
    return IntStream.range(0, messages).mapToObj(this::content).toList();
  }

  static OutgoingMessage outgoing(int number, byte[] content) {
    return new OutgoingMessage(
        Messages.key("bench-" + number),
        Messages.SENT,
        content.length,
        () -> new ByteArrayInputStream(content));
  }
}
