package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.SetAsideRecord;

/** What waits in the dead letters. */
public final class DeadLetterReport {

  /** Gives the pairs to report, one at a time; may be asked once. */
  @FunctionalInterface
  public interface HeldPairs {
    void forEach(Consumer<HeldPair> visitor);
  }

  private DeadLetterReport() {}

  /** All that is held, as one JSON document. */
  public static void printJson(PrintStream out, HeldPairs pairs, List<SetAsideRecord> records) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("deadLetters");
          json.writeStartArray();
          pairs.forEach(pair -> json.writePOJO(HeldLine.of(pair)));
          records.forEach(record -> json.writePOJO(HeldLine.of(record)));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** All that is held, for people. */
  public static void printText(PrintStream out, HeldPairs pairs, List<SetAsideRecord> records) {
    pairs.forEach(pair -> out.println(HeldLine.of(pair).asSentence()));
    records.forEach(record -> out.println(HeldLine.of(record).asSentence()));
    out.flush();
  }
}
