package org.xipline.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xipline.importer.imap.ImapLocation;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.ImapAuth;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.maildir.MaildirServer;
import org.xipline.schemas.record.MailboxPlace;

/** Reads where the mailboxes are and how to get into them, as the command line says it. */
public final class MailboxServers {
  private static final String MAILDIR = "maildir:";

  private MailboxServers() {}

  /** The server of a location that needs no log-in. */
  public static MailboxServer of(String location) {
    return of(
        MailboxPlace.newBuilder().setLocation(location).build(),
        ConnectionSettings.DEFAULT,
        Map.of());
  }

  /**
   * The server of this place. {@code maildir:DIR} is created where it is absent; to an IMAP server
   * nothing connects yet.
   *
   * @param connections how connections to an IMAP server are kept
   * @param environment where passwords come from
   * @throws IllegalArgumentException if these cannot be used; says what is wrong
   * @throws UncheckedIOException if the directory cannot be created
   */
  public static MailboxServer of(
      MailboxPlace place, ConnectionSettings connections, Map<String, String> environment) {
    String location = place.getLocation();
    if (location.startsWith(MAILDIR)) {
      requireNoImap(place);
      return new MaildirServer(directory(location.substring(MAILDIR.length())));
    }
    if (ImapLocation.isOne(location)) {
      return new ImapMailboxServer(
          ImapLocation.parse(location),
          credentials(place, environment),
          connections,
          file(place.getImapTrustFile()).map(ServerTrust::of).orElseGet(ServerTrust::ofTheJdk));
    }
    throw unknown(location);
  }

  /** The mailboxes below a directory, which may be absent; it is not created. */
  static MailboxServer existing(String maildir) {
    return new MaildirServer(realPath(path(maildir.substring(MAILDIR.length()))));
  }

  private static IllegalArgumentException unknown(String location) {
    return new IllegalArgumentException(
        "mailboxes must be maildir:DIR, imaps://HOST:PORT or imap://HOST:PORT; not: " + location);
  }

  /**
   * The same location in the form that is compared and kept: two places are the same if their
   * canonical locations are. A directory becomes its real path, an IMAP server is in lower case and
   * has its port. What is no location stays as it is.
   */
  public static String canonical(String location) {
    try {
      if (location.startsWith(MAILDIR) && location.length() > MAILDIR.length()) {
        return MAILDIR + realPath(path(location.substring(MAILDIR.length())));
      }
      return ImapLocation.isOne(location.toLowerCase(Locale.ROOT))
          ? ImapLocation.canonical(location)
          : location;
    } catch (IllegalArgumentException _) {
      return location;
    }
  }

  /**
   * Checks what can be checked without looking at files or servers.
   *
   * @throws IllegalArgumentException if a place cannot be meant; says what to write
   */
  public static void requirePlausible(MailboxPlace place) {
    String location = place.getLocation();
    if (ImapLocation.isOne(location)) {
      var _ = ImapLocation.parse(location);
      requireLogIn(place);
    } else if (location.startsWith(MAILDIR)) {
      requireNoImap(place);
    } else {
      throw unknown(location);
    }
  }

  private static Credentials credentials(MailboxPlace place, Map<String, String> environment) {
    requireLogIn(place);
    return ImapAuth.parse(place.getImapAuth(), file(place.getImapPasswordFile()), environment);
  }

  private static void requireLogIn(MailboxPlace place) {
    if (place.getImapAuth().isEmpty()) {
      throw new IllegalArgumentException(
          place.getLocation() + " needs --imap-auth: master:NAME, passwords:FILE or xoauth2");
    }
  }

  private static Optional<Path> file(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
  }

  private static void requireNoImap(MailboxPlace place) {
    if (!place.equals(MailboxPlace.newBuilder().setLocation(place.getLocation()).build())) {
      throw new IllegalArgumentException(
          "--imap-auth, --imap-trust and --imap-password-file are for mailboxes on an IMAP"
              + " server; omit them for "
              + place.getLocation());
    }
  }

  private static Path directory(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException(
          "maildir: needs a directory, for example" + " maildir:/srv/mail");
    }
    try {
      return Files.createDirectories(realPath(path(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String path) {
    try {
      return Path.of(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("maildir: not a valid path on this system: " + path, e);
    }
  }

  /** Of what is absent: the real path of the directory that it would be in, and its name. */
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      Path parent = path.getParent();
      return parent == null
          ? path
          : realPath(parent).resolve(String.valueOf(path.getFileName())).normalize();
    }
  }
}
