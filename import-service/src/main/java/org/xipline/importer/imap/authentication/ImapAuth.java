package org.xipline.importer.imap.authentication;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
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
   * @param environment where secrets come from
   * @throws IllegalArgumentException if it cannot be used; says what to do
   */
  public static Credentials parse(String option, Map<String, String> environment) {
    if (option.startsWith(MASTER)) {
      return master(option.substring(MASTER.length()), environment);
    }
    if (option.startsWith(PASSWORDS)) {
      return passwords(option.substring(PASSWORDS.length()));
    }
    if (option.equals(XOAUTH2)) {
      return new BearerTokens(AzureTokens.from(environment));
    }
    throw new IllegalArgumentException(
        "--imap-auth is master:NAME, passwords:FILE or xoauth2; not: " + option);
  }

  private static Credentials master(String name, Map<String, String> environment) {
    String password = environment.getOrDefault(PASSWORD_VARIABLE, "");
    if (name.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException(
          "--imap-auth master:NAME needs a name, and its password in " + PASSWORD_VARIABLE);
    }
    return new MasterUser(name, new Secret(password));
  }

  private static Credentials passwords(String file) {
    try {
      return PasswordFile.read(Path.of(file));
    } catch (InvalidPathException | IOException e) {
      throw new IllegalArgumentException("--imap-auth passwords: cannot read " + file, e);
    }
  }
}
