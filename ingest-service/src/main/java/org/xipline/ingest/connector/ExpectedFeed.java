package org.xipline.ingest.connector;

import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/** Whether the archive that a connector expects every day has come. */
public final class ExpectedFeed {

  private ExpectedFeed() {}

  /**
   * Since when a feed is missing: the time by which an archive was expected, if none has come since
   * the one before; empty where nothing is missing, or nothing is expected.
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
    Instant before = daily.atOrBefore(deadline.minusNanos(1));
    boolean wasThere = Moments.instant(connector.getAddedAt()).isBefore(deadline);
    boolean hasCome =
        last.hasLastArrivalAt() && Moments.instant(last.getLastArrivalAt()).isAfter(before);
    return wasThere && !hasCome ? Optional.of(deadline) : Optional.empty();
  }

  /** When archives are expected. */
  static DailySchedule deadlines(Connector connector) {
    return DailySchedule.of(connector.getExpectedBy(), zoneOf(connector));
  }

  private static String zoneOf(Connector connector) {
    String zone = connector.getSchedule().getZone();
    return zone.isEmpty() ? "UTC" : zone;
  }
}
