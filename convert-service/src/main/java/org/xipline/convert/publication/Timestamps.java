package org.xipline.convert.publication;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Instants as records have them. */
final class Timestamps {

  private Timestamps() {}

  static Timestamp of(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
