package org.xipline.ingest.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Feed;

/**
 * Whether the archive that a connector expects every day has come. Only an archive counts that was
 * new and was accepted.
 *
 * <p>One that comes in time counts for the next deadline. One that comes after a deadline that was
 * missed counts for that deadline alone, until it is time for the next one: that is the connector's
 * scheduled run before the next deadline, or for one that watches the last quarter of the time.
 */
public final class ExpectedFeed {
  private static final int LAST_QUARTER = 4;

  /** What other clocks may be ahead by. A record of a time that is further ahead is of no use. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private ExpectedFeed() {}

  /**
   * Since when a feed is missing: the time by which an archive was expected, if none has come for
   * it; empty where nothing is missing, or nothing is expected.
   *
   * @param last how the last run went; the default instance before the first
   */
  public static Optional<Instant> missingSince(
      Connector connector, ConnectorRun last, Instant now) {
    if (connector.getExpectedBy().isEmpty() || connector.getPaused()) {
      return Optional.empty();
    }
    DailySchedule daily = deadlines(connector);
    Instant deadline = daily.atOrBefore(now);
    boolean hasCome = last.hasFeed() && counts(last.getFeed(), deadline, daily, now);
    return wasThere(connector, deadline) && !hasCome ? Optional.of(deadline) : Optional.empty();
  }

  /** When the last archive arrived that was new and was accepted. */
  public static Optional<Instant> lastArrival(ConnectorRun last) {
    return last.hasFeed()
        ? Optional.of(Moments.instant(last.getFeed().getArrivedAt()))
        : Optional.empty();
  }

  /**
   * What is to be remembered once another archive was accepted. Nothing changes where it is told
   * again; the order in which archives are told matters little, as each says when it arrived.
   */
  static Optional<Feed> after(
      Connector connector, Optional<Feed> known, AcceptedArrival accepted, Instant now) {
    Optional<Feed> before =
        known.filter(feed -> !isAhead(Moments.instant(feed.getArrivedAt()), now));
    Instant arrived = accepted.arrivedAt();
    if (arrived.isBefore(Moments.instant(connector.getAddedAt())) || isAhead(arrived, now)) {
      return before;
    }
    if (before.isPresent() && !arrived.isAfter(Moments.instant(before.get().getArrivedAt()))) {
      return Optional.of(withEarlier(connector, before.get(), arrived));
    }
    var feed =
        Feed.newBuilder()
            .setArchiveId(accepted.archiveId())
            .setArrivedAt(Moments.timestamp(arrived));
    lateFor(connector, before, arrived)
        .ifPresent(deadline -> feed.setLateFor(Moments.timestamp(deadline)));
    return Optional.of(feed.build());
  }

  /** Whether a time was recorded by a clock that was wrong. */
  static boolean isAhead(Instant recorded, Instant now) {
    return recorded.isAfter(now.plus(CLOCK_SKEW));
  }

  /** When archives are expected. */
  static DailySchedule deadlines(Connector connector) {
    return DailySchedule.of(connector.getExpectedBy(), zoneOf(connector));
  }

  private static boolean counts(Feed feed, Instant deadline, DailySchedule daily, Instant now) {
    Instant arrived = Moments.instant(feed.getArrivedAt());
    if (isAhead(arrived, now)) {
      return false;
    }
    return feed.hasLateFor()
        ? !Moments.instant(feed.getLateFor()).isBefore(deadline)
        : arrived.isAfter(before(deadline, daily));
  }

  private static Optional<Instant> lateFor(
      Connector connector, Optional<Feed> before, Instant arrived) {
    if (connector.getExpectedBy().isEmpty()) {
      return Optional.empty();
    }
    DailySchedule daily = deadlines(connector);
    Instant missed = daily.atOrBefore(arrived);
    boolean wasMissed =
        wasThere(connector, missed)
            && before.filter(feed -> wasInTime(feed, missed, daily)).isEmpty();
    return wasMissed && arrived.isBefore(timeForTheNext(connector, missed, daily))
        ? Optional.of(missed)
        : Optional.empty();
  }

  private static boolean wasInTime(Feed feed, Instant deadline, DailySchedule daily) {
    return !feed.hasLateFor()
        && Moments.instant(feed.getArrivedAt()).isAfter(before(deadline, daily));
  }

  /** An archive that was answered out of turn may have been the one in time. */
  private static Feed withEarlier(Connector connector, Feed feed, Instant arrived) {
    if (!feed.hasLateFor() || connector.getExpectedBy().isEmpty()) {
      return feed;
    }
    Instant deadline = Moments.instant(feed.getLateFor());
    boolean wasInTime =
        !arrived.isAfter(deadline) && arrived.isAfter(before(deadline, deadlines(connector)));
    return wasInTime ? feed.toBuilder().clearLateFor().build() : feed;
  }

  private static Instant timeForTheNext(
      Connector connector, Instant deadline, DailySchedule daily) {
    Instant next = daily.after(deadline);
    Instant lastQuarter = next.minus(Duration.between(deadline, next).dividedBy(LAST_QUARTER));
    if (connector.getSchedule().getWatch()) {
      return lastQuarter;
    }
    Instant run = Schedules.of(connector).atOrBefore(next);
    return run.isAfter(deadline) ? run : lastQuarter;
  }

  private static boolean wasThere(Connector connector, Instant deadline) {
    return Moments.instant(connector.getAddedAt()).isBefore(deadline);
  }

  private static Instant before(Instant deadline, DailySchedule daily) {
    return daily.atOrBefore(deadline.minusNanos(1));
  }

  private static String zoneOf(Connector connector) {
    String zone = connector.getSchedule().getZone();
    return zone.isEmpty() ? "UTC" : zone;
  }
}
