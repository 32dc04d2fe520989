package org.xipline.importer.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that keeps messages waiting.
 *
 * @param mailbox empty where it is the server
 * @param since when it was first seen, without a delivery in between
 * @param until when it is over by the server's own word; empty where it names no time
 * @param words what the server said last
 */
public record Impairment(
    Kind kind, String mailbox, Instant since, Optional<Instant> until, String words) {

  /** For people: what it is, since when, until when, and what the server said. */
  @Override
  public String toString() {
    String end = until.map(time -> " until " + time).orElse("");
    return "%s since %s%s: %s".formatted(kind.code(), since, end, words);
  }

  /** What kind of trouble. */
  public enum Kind {
    /** No mailbox of the server can be reached, or it lets nobody in. Consumption pauses. */
    SERVER_LOST("server-lost"),
    /** The mailbox takes nothing for now; its messages are tried again. */
    REFUSING("refusing"),
    /** The server wants the mailbox left alone for a time. */
    THROTTLED("throttled");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** As reports spell it. */
    public String code() {
      return code;
    }
  }
}
