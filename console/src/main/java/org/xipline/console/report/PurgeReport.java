package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.console.purge.PurgedArchive;

/** What a purge came to. */
public final class PurgeReport {

  /** An archive; component names are the JSON's. */
  private record Line(String archiveId, boolean purged, @Nullable String kept) {

    static Line of(PurgedArchive archive, boolean dryRun) {
      return new Line(
          archive.archive().hex(),
          archive.kept().isEmpty() && !dryRun,
          archive.kept().orElse(null));
    }
  }

  private PurgeReport() {}

  /** One JSON document. */
  public static void printJson(PrintStream out, List<PurgedArchive> archives, boolean dryRun) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeBooleanProperty("dryRun", dryRun);
          json.writeName("archives");
          json.writePOJO(archives.stream().map(it -> Line.of(it, dryRun)).toList());
          json.writeEndObject();
        });
  }

  /** For people. */
  public static void printText(PrintStream out, List<PurgedArchive> archives, boolean dryRun) {
    for (PurgedArchive archive : archives) {
      out.printf(
          "%.12s  %s%n",
          archive.archive().hex(),
          archive.kept().map(why -> "stays: " + why).orElse(dryRun ? "would go" : "purged"));
    }
    out.flush();
  }
}
