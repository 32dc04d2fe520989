package org.xipline.importer.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.folder.RemoteFolder;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.runtime.clock.ClockOffset;

/**
 * Compares the clock of a server with ours, now and then: it says when it has saved a message that
 * was appended just now.
 */
final class ServerClock {
  private static final Duration EVERY = Duration.ofMinutes(10);

  /** What a server says has no smaller parts. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Clock clock;
  private Instant due = Instant.MIN;
  private Optional<ClockOffset> offset = Optional.empty();

  ServerClock(Clock clock) {
    this.clock = clock;
  }

  /** The last one; empty before the first, and where the server does not say. */
  synchronized Optional<ClockOffset> offset() {
    return offset;
  }

  /** Begins before messages are appended. */
  Comparison compare(RemoteFolder folder) {
    return new Comparison(folder, clock.instant());
  }

  private synchronized boolean isDue(Instant now) {
    if (now.isBefore(due)) {
      return false;
    }
    due = now.plus(EVERY);
    return true;
  }

  private synchronized void take(ClockOffset found) {
    offset = Optional.of(found);
  }

  /** One comparison, if it is due. */
  final class Comparison {
    private final RemoteFolder folder;
    private final Instant asked;

    private Comparison(RemoteFolder folder, Instant asked) {
      this.folder = folder;
      this.asked = asked;
    }

    /** Asks the server about the first of the messages that were appended. */
    void end(List<AppendResult> results) {
      Instant answered = clock.instant();
      results.stream()
          .filter(result -> result instanceof Appended(long _, long uid) && uid > 0)
          .map(Appended.class::cast)
          .findFirst()
          .filter(_ -> isDue(answered))
          .ifPresent(message -> read(message, answered));
    }

    private void read(Appended message, Instant answered) {
      try {
        folder
            .savedAt(message.uidValidity(), message.uid())
            .ifPresent(saved -> take(ClockOffset.between(asked.minus(SECOND), answered, saved)));
      } catch (ConnectionLostException _) {
        // The messages are stored all the same; the next one tells the time.
      }
    }
  }
}
