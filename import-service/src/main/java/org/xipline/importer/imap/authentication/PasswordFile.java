package org.xipline.importer.imap.authentication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;

/**
 * A password for each mailbox, from a file: lines of an address, a colon and the password; empty
 * lines and those that begin with {@code #} do not count.
 */
public final class PasswordFile implements Credentials {
  private final Path file;
  private final Map<EmailAddress, Secret> passwords;

  private PasswordFile(Path file, Map<EmailAddress, Secret> passwords) {
    this.file = file;
    this.passwords = Map.copyOf(passwords);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if a line is no address and password; names the line, and
   *     never what is in it
   */
  public static PasswordFile read(Path file) throws IOException {
    Map<EmailAddress, Secret> passwords = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        add(line, passwords, "%s, line %d".formatted(file, i + 1));
      }
    }
    return new PasswordFile(file, passwords);
  }

  private static void add(String line, Map<EmailAddress, Secret> passwords, String where) {
    int colon = line.indexOf(':');
    Optional<EmailAddress> mailbox =
        colon < 0 ? Optional.empty() : EmailAddress.parse(line.substring(0, colon));
    if (mailbox.isEmpty()) {
      throw new IllegalArgumentException(where + ": not of the form ADDRESS:PASSWORD");
    }
    if (passwords.put(mailbox.get(), new Secret(line.substring(colon + 1))) != null) {
      throw new IllegalArgumentException(where + ": a second password for the same mailbox");
    }
  }

  @Override
  public Lookup of(EmailAddress mailbox) {
    Secret password = passwords.get(mailbox);
    return password == null
        ? new Lookup.Absent("no password for this mailbox in " + file)
        : new Lookup.Found(new LogIn.Password("", mailbox.value(), password));
  }
}
