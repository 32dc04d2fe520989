package org.xipline.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.maildir.MaildirServer;

/** Reads where the mailboxes are, as {@code --mailboxes} says it. */
public final class MailboxServers {
  private static final String MAILDIR = "maildir:";

  private MailboxServers() {}

  /**
   * The server of this location: {@code maildir:DIR}, whose directory is created where it is
   * absent.
   *
   * @throws IllegalArgumentException if the location names no kind of mailboxes known here, or is
   *     no path; says what is wrong
   * @throws UncheckedIOException if the directory cannot be created
   */
  public static MailboxServer of(String location) {
    if (location.startsWith(MAILDIR)) {
      return new MaildirServer(directory(location.substring(MAILDIR.length())));
    }
    throw new IllegalArgumentException("mailboxes are given as maildir:DIR; not: " + location);
  }

  private static Path directory(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("maildir: needs a directory, as in maildir:/srv/mail");
    }
    try {
      return Files.createDirectories(Path.of(path).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("maildir: no path of this system: " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
