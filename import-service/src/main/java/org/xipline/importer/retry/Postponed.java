package org.xipline.importer.retry;

import java.time.Instant;

/**
 * A record of {@code xip.messages.retry} that waits for its time, without what is in it.
 *
 * @param dueMillis when it may be tried, in milliseconds since the epoch
 * @param firstTriedMillis when it was first tried, in milliseconds since the epoch
 * @param sizeBytes what it takes of the memory that is budgeted once it is read again
 */
public record Postponed(
    long offset, long dueMillis, long firstTriedMillis, String mailbox, int sizeBytes) {
  private static final int NANOS_ROUNDED_UP = 999_999;

  /** Of these times. A due time is rounded up: nothing is tried too early. */
  public static Postponed of(
      long offset, Instant due, Instant firstTriedAt, String mailbox, int sizeBytes) {
    return new Postponed(
        offset, millisNotBefore(due), firstTriedAt.toEpochMilli(), mailbox, sizeBytes);
  }

  /** The time in milliseconds, rounded up. */
  static long millisNotBefore(Instant time) {
    return time.plusNanos(NANOS_ROUNDED_UP).toEpochMilli();
  }

  Instant firstTriedAt() {
    return Instant.ofEpochMilli(firstTriedMillis);
  }
}
