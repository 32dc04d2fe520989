package org.xipline.importer.maildir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Mailboxes as Maildir++ directories below a base directory, which Dovecot or any other mail server
 * may serve: {@code BASE/<address>/Maildir/.XIP}. Any address whose spelling is a safe directory
 * name is a mailbox; it is made when the first message comes for it.
 *
 * <p>Needs a file system with hard links, which may be shared over a network.
 *
 * @see "maildir(5)"
 * @see "Maildir++, https://www.courier-mta.org/imap/README.maildirquota.html"
 */
public final class MaildirServer implements MailboxServer {
  private final Path base;
  private final Clock clock;
  private final TemporaryNames temporaryNames = new TemporaryNames();
  private final ForeignKeys foreignKeys = new ForeignKeys();

  /** The mailboxes below a directory, which must exist while messages are delivered. */
  public MaildirServer(Path base) {
    this(base, Clock.systemUTC());
  }

  MaildirServer(Path base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  @Override
  public Opening open(EmailAddress mailbox) {
    Optional<Path> home = homeOf(mailbox);
    if (home.isEmpty()) {
      return new Opening.NotFound("the address is not a safe directory name: " + mailbox);
    }
    if (!Files.isDirectory(base) || !Files.isWritable(base)) {
      return new Opening.Unavailable("not a writable directory: " + base);
    }
    return open(new MaildirPaths(home.get().resolve("Maildir")));
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress mailbox) {
    Optional<Path> home = homeOf(mailbox);
    boolean absent =
        Files.isDirectory(base)
            && home.isPresent()
            && !Files.exists(new MaildirPaths(home.get().resolve("Maildir")).folderMark());
    return absent ? Optional.empty() : Optional.of(open(mailbox));
  }

  /** Writes a file into the base directory, and removes it. */
  @Override
  public Optional<String> obstacle() {
    try {
      Files.delete(Files.createTempFile(base, ".xipline-", ""));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot write to " + base + ": " + FileSystemFailure.words(e));
    }
  }

  private Opening open(MaildirPaths paths) {
    Optional<Path> inTheWay = fileInTheWay(paths.folder());
    if (inTheWay.isPresent()) {
      return new Opening.NotFound("a file stands where a directory should be: " + inTheWay.get());
    }
    try {
      new MaildirLayout(base, paths).ensure();
      return new Opening.Opened(new MaildirFolder(paths, temporaryNames, foreignKeys, clock));
    } catch (AccessDeniedException e) {
      return new Opening.Denied("no access to " + e.getMessage());
    } catch (IOException e) {
      return new Opening.Busy(FileSystemFailure.of(e));
    }
  }

  /** What keeps a mailbox from being made until somebody removes it. */
  private Optional<Path> fileInTheWay(Path folder) {
    return Stream.iterate(folder, path -> !path.equals(base), Path::getParent)
        .filter(path -> Files.exists(path) && !Files.isDirectory(path))
        .findFirst();
  }

  /** Empty when the address would be another directory than its own, or none. */
  private Optional<Path> homeOf(EmailAddress mailbox) {
    String name = mailbox.value();
    boolean unsafe =
        name.contains("..") || name.chars().anyMatch(c -> c == '/' || c == '\\' || isInvisible(c));
    if (unsafe) {
      return Optional.empty();
    }
    try {
      return Optional.of(base.resolve(name));
    } catch (InvalidPathException _) {
      // The platform's file names cannot spell it.
      return Optional.empty();
    }
  }

  private static boolean isInvisible(int c) {
    return Character.isISOControl(c)
        || switch (Character.getType(c)) {
          case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
          default -> false;
        };
  }

  @Override
  public void close() {
    // Holds nothing open between calls.
  }
}
