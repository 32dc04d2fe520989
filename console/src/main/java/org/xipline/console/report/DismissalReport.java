package org.xipline.console.report;

import java.io.PrintStream;
import org.xipline.console.deadletter.Attribution;

/** What was dismissed. */
public final class DismissalReport {

  /** Component names are the JSON's. */
  private record Line(long dismissed, String by, String why) {}

  private DismissalReport() {}

  /** One JSON document. */
  public static void printJson(PrintStream out, long pairs, Attribution authorship) {
    Json.print(out, json -> json.writePOJO(new Line(pairs, authorship.by(), authorship.why())));
  }

  /** For people. */
  public static void printText(PrintStream out, long pairs, Attribution authorship) {
    out.printf("%,d pairs dismissed by %s: %s%n", pairs, authorship.by(), authorship.why());
    out.flush();
  }
}
