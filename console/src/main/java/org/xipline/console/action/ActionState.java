package org.xipline.console.action;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.ActionStarted;

/**
 * An action, as far as its records have come.
 *
 * @param startedAt what its effects are dated
 * @param progress of its last chunk
 * @param owner id of the process that wrote its last record
 * @param lastAt when that record was written
 */
public record ActionState(
    String id,
    ActionStarted started,
    Instant startedAt,
    ActionProgress progress,
    String owner,
    Instant lastAt,
    boolean isFinished) {
  /** Before the first chunk, which has the number 0. */
  private static final ActionProgress NO_CHUNK = ActionProgress.newBuilder().setChunk(-1).build();

  /** Of its first record; empty where it is another. */
  static Optional<ActionState> begun(ActionRecord record) {
    if (!record.hasStarted()) {
      return Optional.empty();
    }
    Instant at = instant(record.getAt());
    return Optional.of(
        new ActionState(
            record.getActionId(),
            record.getStarted(),
            at,
            NO_CHUNK,
            record.getConsole(),
            at,
            false));
  }

  /** After a further record. */
  ActionState after(ActionRecord record) {
    return new ActionState(
        id,
        started,
        startedAt,
        record.hasProgress() ? record.getProgress() : progress,
        record.getConsole(),
        instant(record.getAt()),
        isFinished || record.hasFinished());
  }

  /** How many elements of its selection are left to be dealt with. */
  public long remaining() {
    return started.getSelected() - progress.getDone();
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
