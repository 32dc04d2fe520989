package org.xipline.importer.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.health.Impairment.Kind;

/**
 * Remembers what is in the way, mailbox by mailbox, bounded. A trouble ends with the next delivery,
 * or when nothing was heard of it for longer than anybody waits between two tries. Safe for use by
 * many threads.
 */
public final class Impairments {
  private static final int MAX_MAILBOXES = 10_000;
  private static final int MAX_LISTED = 50;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, Seen> mailboxes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MAX_MAILBOXES;
        }
      };
  private @Nullable Impairment server;

  public Impairments(InstantSource clock) {
    this.clock = clock;
  }

  private record Seen(Impairment trouble, Instant last) {

    /** A mailbox that rests is not tried; others are, sooner or later. */
    boolean isCurrent(Instant now) {
      Instant heard = trouble.until().filter(last::isBefore).orElse(last);
      return now.isBefore(heard.plus(FORGOTTEN_AFTER));
    }

    boolean is(Kind kind) {
      return trouble.kind() == kind;
    }
  }

  /** No mailbox can be reached. */
  public synchronized void serverLost(String words) {
    Instant since = server == null ? clock.instant() : server.since();
    server = new Impairment(Kind.SERVER_LOST, "", since, Optional.empty(), words);
  }

  /** Mailboxes can be reached again. */
  public synchronized void serverReached() {
    server = null;
  }

  /**
   * A mailbox takes nothing for now.
   *
   * @param until when the server wants it tried again; empty if it names no time
   */
  public synchronized void refused(String mailbox, Optional<Instant> until, String words) {
    Instant now = clock.instant();
    Seen before = mailboxes.get(mailbox);
    Instant since = before != null && before.isCurrent(now) ? before.trouble().since() : now;
    Kind kind = until.isPresent() ? Kind.THROTTLED : Kind.REFUSING;
    mailboxes.put(mailbox, new Seen(new Impairment(kind, mailbox, since, until, words), now));
  }

  /** A mailbox has taken something. */
  public synchronized void worked(String mailbox) {
    mailboxes.remove(mailbox);
  }

  /** How many mailboxes have trouble of this kind now. */
  public synchronized long count(Kind kind) {
    return current(seen -> seen.is(kind)).size();
  }

  /** Since when the server cannot be reached; empty if it can. */
  public synchronized Optional<Instant> serverLostSince() {
    return Optional.ofNullable(server).map(Impairment::since);
  }

  /**
   * What is in the way now.
   *
   * @param oldestWaiting since when the oldest message in hand waits
   */
  public synchronized ImportHealth health(Optional<Instant> oldestWaiting) {
    List<Impairment> ofMailboxes = current(_ -> true);
    var troubles = new ArrayList<Impairment>();
    Optional.ofNullable(server).ifPresent(troubles::add);
    ofMailboxes.stream().limit(MAX_LISTED).forEach(troubles::add);
    long more = Math.max(0, ofMailboxes.size() - MAX_LISTED);
    return new ImportHealth(troubles, more, oldestWaiting);
  }

  private List<Impairment> current(Predicate<Seen> wanted) {
    Instant now = clock.instant();
    mailboxes.values().removeIf(seen -> !seen.isCurrent(now));
    return mailboxes.values().stream()
        .filter(wanted)
        .map(Seen::trouble)
        .sorted(Comparator.comparing(Impairment::since))
        .toList();
  }
}
