package org.xipline.console.command;

import org.xipline.ingest.connector.DailySchedule;
import org.xipline.schemas.record.Schedule;
import picocli.CommandLine.Option;

/** When a drop is looked into, and by when an archive is expected. */
final class ScheduleOptions {
  @Option(
      names = "--daily",
      paramLabel = "HH:MM",
      defaultValue = "02:00",
      description = "Look into the drop every day at this time (default: ${DEFAULT-VALUE}).")
  private String daily = "02:00";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Whose clocks show it, like Europe/Zurich (default: ${DEFAULT-VALUE}).")
  private String zone = "UTC";

  @Option(names = "--watch", description = "Look into the drop all the time instead.")
  private boolean watch;

  @Option(
      names = "--expected-by",
      paramLabel = "HH:MM",
      defaultValue = "",
      description = "Say so where no new archive has come by this time of every day.")
  private String expectedBy = "";

  Schedule schedule() {
    checked("--daily, --zone", daily);
    return Schedule.newBuilder().setWatch(watch).setTimeOfDay(daily).setZone(zone).build();
  }

  /** Empty where nothing is expected. */
  String expectedBy() {
    if (!expectedBy.isEmpty()) {
      checked("--expected-by", expectedBy);
    }
    return expectedBy;
  }

  private void checked(String option, String timeOfDay) {
    try {
      DailySchedule.of(timeOfDay, zone);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
