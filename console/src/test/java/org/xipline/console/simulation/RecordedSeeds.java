package org.xipline.console.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Seeds that broke a promise once, with what they found; every build tries them again. */
final class RecordedSeeds {
  private RecordedSeeds() {}

  static List<Long> read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RecordedSeeds.class.getResourceAsStream("recorded-seeds.txt"))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Long.valueOf(line.split(" ", 2)[0]))
          .toList();
    }
  }
}
