package org.xipline.ingest.connector;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Points in time as records keep them. */
public final class Moments {

  private Moments() {}

  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
