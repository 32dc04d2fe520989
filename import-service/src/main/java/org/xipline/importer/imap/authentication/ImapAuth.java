package org.xipline.importer.imap.authentication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.runtime.settings.Secret;

/** Reads how to log in, as {@code --imap-auth} says it. */
public final class ImapAuth {
  private static final String MASTER = "master:";
  private static final String PASSWORDS = "passwords:";
  private static final String XOAUTH2 = "xoauth2";
  private static final String PASSWORD_VARIABLE = "XIPLINE_IMAP_PASSWORD";

  private ImapAuth() {}

  /**
   * The credentials that are meant.
   *
   * @param passwordFile with the password of a master user in its first line; empty where the
   *     environment has it
   * @param environment where secrets come from
   * @throws IllegalArgumentException if it cannot be used; says what to do
   */
  public static Credentials parse(
      String option, Optional<Path> passwordFile, Map<String, String> environment) {
    if (option.startsWith(MASTER)) {
      return master(option.substring(MASTER.length()), passwordFile, environment);
    }
    if (passwordFile.isPresent()) {
      throw new IllegalArgumentException(
          "--imap-password-file is for --imap-auth master:NAME; omit it for " + option);
    }
    if (option.startsWith(PASSWORDS)) {
      return passwords(option.substring(PASSWORDS.length()));
    }
    if (option.equals(XOAUTH2)) {
      return new BearerTokens(AzureTokens.from(environment));
    }
    throw new IllegalArgumentException(
        "--imap-auth must be master:NAME, passwords:FILE or xoauth2; not: " + option);
  }

  /** The same option, whichever directory a process works in. */
  public static String absolute(String option) {
    return option.startsWith(PASSWORDS)
        ? PASSWORDS + Path.of(option.substring(PASSWORDS.length())).toAbsolutePath()
        : option;
  }

  private static Credentials master(
      String name, Optional<Path> passwordFile, Map<String, String> environment) {
    String password =
        passwordFile
            .map(ImapAuth::firstLine)
            .orElseGet(() -> environment.getOrDefault(PASSWORD_VARIABLE, ""));
    if (name.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException(
          "--imap-auth master:NAME needs a name, and its password in --imap-password-file or "
              + PASSWORD_VARIABLE);
    }
    return new MasterUser(name, new Secret(password));
  }

  private static String firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("--imap-password-file: cannot read " + file, e);
    }
  }

  private static Credentials passwords(String file) {
    try {
      return PasswordFile.read(Path.of(file));
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException("--imap-auth passwords: cannot read " + file, e);
    }
  }
}
