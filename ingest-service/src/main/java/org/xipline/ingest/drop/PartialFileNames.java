package org.xipline.ingest.drop;

import java.util.List;
import java.util.Locale;

/** Names under which programs write what they rename once it is complete. */
final class PartialFileNames {
  private static final List<String> ENDINGS =
      List.of(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".swp", "~");

  private PartialFileNames() {}

  static boolean includes(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.startsWith(".") || ENDINGS.stream().anyMatch(lower::endsWith);
  }
}
