package org.xipline.console.command;

import org.xipline.console.cli.UsageException;
import org.xipline.ingest.connector.DailySchedule;
import org.xipline.schemas.record.Schedule;
import picocli.CommandLine.Option;

/** When a drop is looked into, and by when an archive is expected. */
final class ScheduleOptions {
  @Option(
      names = "--daily",
      paramLabel = "HH:MM",
      defaultValue = "02:00",
      description = "Poll the drop every day at this time (default: ${DEFAULT-VALUE}).")
  private String daily = "02:00";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "The time zone of these times, for example Europe/Zurich (default:"
              + " ${DEFAULT-VALUE}).")
  private String zone = "UTC";

  @Option(names = "--watch", description = "Poll the drop continuously.")
  private boolean watch;

  @Option(
      names = "--expected-by",
      paramLabel = "HH:MM",
      defaultValue = "",
      description = "Raise an alarm if no new archive has arrived by this time each day.")
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
