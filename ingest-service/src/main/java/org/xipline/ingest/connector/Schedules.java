package org.xipline.ingest.connector;

import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.Schedule;

/** Schedules as records keep them. */
final class Schedules {

  private Schedules() {}

  /**
   * Checks the times that a connector names.
   *
   * @throws IllegalArgumentException if one is none; says what to write
   */
  static void requireValid(Connector connector) {
    if (!connector.getSchedule().getWatch()) {
      of(connector);
    }
    if (!connector.getExpectedBy().isEmpty()) {
      ExpectedFeed.deadlines(connector);
    }
  }

  /** When a connector that does not watch runs. */
  static DailySchedule of(Connector connector) {
    Schedule schedule = connector.getSchedule();
    return DailySchedule.of(schedule.getTimeOfDay(), schedule.getZone());
  }
}
