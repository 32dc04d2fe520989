package org.xipline.importer.imap.answer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a server ended a command, or the session.
 *
 * @param code response code in upper case, as in {@code [OVERQUOTA]}; empty if there is none
 * @param arguments what follows the code in its brackets
 * @param text what the server says to people
 * @see "RFC 3501, 7.1; RFC 5530"
 */
public record ServerAnswer(Kind kind, String code, String arguments, String text) {
  private static final Pattern CODED =
      Pattern.compile("\\[([^\\s\\]]+)(?:\\s+([^\\]]*))?\\]\\s*(.*)", Pattern.DOTALL);

  /** The word an answer begins with. */
  public enum Kind {
    OK,
    NO,
    BAD,
    /** The server ends the session. */
    BYE
  }

  /** Reads what follows the kind. */
  public static ServerAnswer of(Kind kind, String rest) {
    Matcher coded = CODED.matcher(rest.strip());
    if (!coded.matches()) {
      return new ServerAnswer(kind, "", "", rest.strip());
    }
    String arguments = coded.group(2) == null ? "" : coded.group(2);
    return new ServerAnswer(
        kind, coded.group(1).toUpperCase(Locale.ROOT), arguments.strip(), coded.group(3));
  }

  /** Reads an answer without its tag, as in {@code NO [OVERQUOTA] Mailbox is full}. */
  public static ServerAnswer parse(String line) {
    String[] parts = line.strip().split(" ", 2);
    return of(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length > 1 ? parts[1] : "");
  }

  public boolean isOk() {
    return kind == Kind.OK;
  }

  /** The server's words. */
  public String words() {
    String bracketed = arguments.isEmpty() ? code : code + " " + arguments;
    return code.isEmpty() ? kind + " " + text : "%s [%s] %s".formatted(kind, bracketed, text);
  }
}
