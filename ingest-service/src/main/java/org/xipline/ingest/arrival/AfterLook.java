package org.xipline.ingest.arrival;

import java.time.Duration;
import java.time.Instant;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Unseen;

/**
 * What follows when this instance could not read an archive file. That it is absent here does not
 * make it unreadable: another instance may see it.
 */
public sealed interface AfterLook {
  Duration LONGEST_SEARCH = Duration.ofHours(24);

  /** The archive is rejected as unreadable. */
  record Reject(String detail) implements AfterLook {}

  /** Another instance looks for it. */
  record PassOn(Arrival arrival) implements AfterLook {}

  /**
   * Decides.
   *
   * @param found why it could not be read
   * @param isGone whether the one who told of the file does not see it any more either
   */
  static AfterLook of(Arrival arrival, String found, Instant now, boolean isGone) {
    Instant since = firstLook(arrival, now);
    if (isGone) {
      return new Reject(found);
    }
    if (!now.isBefore(since.plus(LONGEST_SEARCH))) {
      return new Reject("%s; no instance could read it since %s".formatted(found, since));
    }
    return new PassOn(
        arrival.toBuilder()
            .setUnseen(
                Unseen.newBuilder()
                    .setSince(Moments.timestamp(since))
                    .setLooks(arrival.getUnseen().getLooks() + 1)
                    .setLastLookAt(Moments.timestamp(now))
                    .setPassedOnAt(Moments.timestamp(now))
                    .setDetail(found))
            .build());
  }

  /** When an instance looked for its file first and could not read it: now, if none has before. */
  static Instant firstLook(Arrival arrival, Instant now) {
    return arrival.hasUnseen() ? Moments.instant(arrival.getUnseen().getSince()) : now;
  }
}
