package org.xipline.importer.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in hand, from the poll until its outcome is told.
 *
 * @param flow the partition it came from
 * @param key the record's key; null if it had none
 * @param writtenAt when the record was written
 * @param sizeBytes what it takes of the memory that is budgeted
 * @param attempts deliveries tried so far, those before this consumption included
 * @param firstTriedAt when the first of them was; null if there was none
 * @param toldOf since when the outage lasts that was told of it last; null if none was
 */
record InFlightMessage(
    PartitionFlow flow,
    long offset,
    @Nullable String key,
    Instant writtenAt,
    int sizeBytes,
    InFlightContents contents,
    int attempts,
    @Nullable Instant firstTriedAt,
    @Nullable Instant toldOf) {

  /** One of which no outage was told. */
  InFlightMessage(
      PartitionFlow flow,
      long offset,
      @Nullable String key,
      Instant writtenAt,
      int sizeBytes,
      InFlightContents contents,
      int attempts,
      @Nullable Instant firstTriedAt) {
    this(flow, offset, key, writtenAt, sizeBytes, contents, attempts, firstTriedAt, null);
  }

  /** The mailbox it is for, as the record says it; the key where the record cannot be read. */
  String lane() {
    return switch (contents) {
      case InFlightContents.Readable readable -> readable.message().getMailbox();
      case InFlightContents.Unreadable _ -> key == null ? "" : key;
    };
  }

  /** When it may be tried. */
  Instant notBefore() {
    return switch (contents) {
      case InFlightContents.Readable readable ->
          InFlightReader.instant(readable.message().getNotBefore());
      case InFlightContents.Unreadable _ -> Instant.EPOCH;
    };
  }

  /**
   * When its message began to wait: the same however often it is tried from here on. A record of a
   * retry knows when the first attempt was.
   */
  Instant waitingSince() {
    return switch (contents) {
      case InFlightContents.Readable readable when readable.message().hasFirstTriedAt() ->
          InFlightReader.instant(readable.message().getFirstTriedAt());
      case InFlightContents _ -> writtenAt;
    };
  }

  /** The same, after one more attempt. */
  InFlightMessage attempted(Instant now) {
    return new InFlightMessage(
        flow, offset, key, writtenAt, sizeBytes, contents, attempts + 1, firstTriedAt(now), toldOf);
  }

  /** The same, after the outage since then was told. */
  InFlightMessage toldOf(Instant outage) {
    return new InFlightMessage(
        flow, offset, key, writtenAt, sizeBytes, contents, attempts, firstTriedAt, outage);
  }

  /** When it was first tried, or now. */
  Instant firstTriedAt(Instant now) {
    return firstTriedAt == null ? now : firstTriedAt;
  }

  void finish() {
    flow.finish(this);
  }

  void drop() {
    flow.drop(this);
  }
}
