package org.xipline.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.xipline.importer.imap.ImapLocation;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.authentication.ImapAuth;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.maildir.MaildirServer;

/** Reads where the mailboxes are and how to get into them, as the command line says it. */
public final class MailboxServers {
  private static final String MAILDIR = "maildir:";

  private MailboxServers() {}

  /** The server of a location that needs no log-in. */
  public static MailboxServer of(String location) {
    return of(location, Optional.empty(), Optional.empty(), ConnectionSettings.DEFAULT, Map.of());
  }

  /**
   * The server of this location. {@code maildir:DIR} is created where it is absent; to an IMAP
   * server nothing connects yet.
   *
   * @param imapAuth how to log in to an IMAP server, as {@code --imap-auth} says it
   * @param imapTrust authorities whose certificates are good; by default those of the JDK
   * @param connections how connections to an IMAP server are kept
   * @param environment where passwords come from
   * @throws IllegalArgumentException if these cannot be used; says what is wrong
   * @throws UncheckedIOException if the directory cannot be created
   */
  public static MailboxServer of(
      String location,
      Optional<String> imapAuth,
      Optional<Path> imapTrust,
      ConnectionSettings connections,
      Map<String, String> environment) {
    if (location.startsWith(MAILDIR)) {
      requireNoImap(location, imapAuth.isPresent() || imapTrust.isPresent());
      return new MaildirServer(directory(location.substring(MAILDIR.length())));
    }
    if (ImapLocation.isOne(location)) {
      return new ImapMailboxServer(
          ImapLocation.parse(location),
          ImapAuth.parse(imapAuth.orElseThrow(() -> noLogIn(location)), environment),
          connections,
          imapTrust.map(ServerTrust::of).orElseGet(ServerTrust::ofTheJdk));
    }
    throw new IllegalArgumentException(
        "mailboxes are given as maildir:DIR, imaps://HOST:PORT or imap://HOST:PORT; not: "
            + location);
  }

  private static void requireNoImap(String location, boolean imapGiven) {
    if (imapGiven) {
      throw new IllegalArgumentException(
          "--imap-auth and --imap-trust are for mailboxes on an IMAP server; leave them out for "
              + location);
    }
  }

  private static IllegalArgumentException noLogIn(String location) {
    return new IllegalArgumentException(
        location + " needs --imap-auth: master:NAME, passwords:FILE or xoauth2");
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
