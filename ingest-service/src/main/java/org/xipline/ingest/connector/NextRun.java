package org.xipline.ingest.connector;

import java.time.Instant;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/** When a connector's drop is looked into next. */
public sealed interface NextRun {

  /** Now, and until the run ends. */
  record Due() implements NextRun {}

  /** Always. */
  record Watching() implements NextRun {}

  /** Then. */
  record At(Instant time) implements NextRun {}

  /** Not before somebody resumes it. */
  record Paused() implements NextRun {}

  /**
   * Decides it. A run that was missed is made up for, once. A run that a clock far ahead has
   * recorded does not keep the next one from its time.
   *
   * @param last how the last run went; the default instance before the first
   */
  static NextRun of(Connector connector, ConnectorRun last, Instant now) {
    if (connector.getPaused()) {
      return new Paused();
    }
    if (isGoingOn(last) || isRequested(connector, last)) {
      return new Due();
    }
    if (connector.getSchedule().getWatch()) {
      return new Watching();
    }
    Instant begin = lastBegin(connector, last);
    Instant next = Schedules.of(connector).after(begin);
    return now.isBefore(next) && !ExpectedFeed.isAhead(begin, now) ? new At(next) : new Due();
  }

  private static boolean isGoingOn(ConnectorRun last) {
    return last.hasStartedAt() && !last.hasEndedAt();
  }

  private static boolean isRequested(Connector connector, ConnectorRun last) {
    return connector.hasRunRequestedAt()
        && !(last.hasAnsweredRequestAt()
            && last.getAnsweredRequestAt().equals(connector.getRunRequestedAt()));
  }

  private static Instant lastBegin(Connector connector, ConnectorRun last) {
    return Moments.instant(last.hasStartedAt() ? last.getStartedAt() : connector.getAddedAt());
  }
}
