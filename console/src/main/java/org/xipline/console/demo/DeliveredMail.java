package org.xipline.console.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the folder XIP of every mailbox below a directory. */
public final class DeliveredMail {
  private static final String FOLDER = "Maildir/.XIP";

  private record Message(String entry, String subject) {}

  private DeliveredMail() {}

  /** Prints a line for every mailbox, and one for every message in it. */
  public static void print(PrintStream out, Path directory) throws IOException {
    for (Path mailbox : children(directory)) {
      List<Message> messages = messages(mailbox.resolve(FOLDER));
      out.printf("%s: %d messages in Inbox/XIP%n", mailbox.getFileName(), messages.size());
      messages.forEach(message -> out.printf("  %-24s %s%n", message.entry(), message.subject()));
    }
  }

  private static List<Message> messages(Path folder) throws IOException {
    try (Stream<Path> files =
        Stream.concat(
            children(folder.resolve("new")).stream(), children(folder.resolve("cur")).stream())) {
      return files
          .map(DeliveredMail::read)
          .sorted((one, other) -> one.entry().compareTo(other.entry()))
          .toList();
    }
  }

  private static Message read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var headers = new InternetHeaders(in, true);
      return new Message(field(headers, "X-XIP-Entry"), field(headers, "Subject"));
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("a delivered message cannot be read: " + file, e);
    }
  }

  private static String field(InternetHeaders headers, String name) throws IOException {
    String value = headers.getHeader(name, null);
    return value == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(value));
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}
