package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.HeldPair;
import org.xipline.schemas.record.DeadLetter;
import tools.jackson.core.JsonGenerator;

/** What waits in the dead letters. */
public final class DeadLetterReport {

  /** Gives the pairs to report, one at a time; may be asked once. */
  @FunctionalInterface
  public interface HeldPairs {
    void forEach(Consumer<HeldPair> visitor);
  }

  /** A pair that is held; component names are the JSON's. */
  private record HeldLine(
      String connector,
      String archiveId,
      String entry,
      @Nullable String itemId,
      @Nullable String address,
      @Nullable String mailbox,
      String reason,
      String detail,
      long size,
      String at,
      boolean dismissed) {

    static HeldLine of(HeldPair pair) {
      DeadLetterLine line = DeadLetterLine.of(pair);
      return new HeldLine(
          pair.archive().connector().value(),
          line.archiveId(),
          line.entry(),
          line.itemId(),
          line.address(),
          line.mailbox(),
          line.reason(),
          line.detail(),
          line.size(),
          pair.state().at().toString(),
          pair.state().dismissed());
    }
  }

  /** A dead letter as its topic has it; component names are the JSON's. */
  private record LetterLine(
      String id,
      String stage,
      String reason,
      String detail,
      int attempts,
      String at,
      List<String> addresses,
      String mailbox,
      long size,
      long limit,
      String originTopic,
      int originPartition,
      long originOffset) {

    static LetterLine of(DeadLetter letter) {
      return new LetterLine(
          letter.getDeadLetterId(),
          letter.getStage(),
          letter.getReason(),
          letter.getDetail(),
          letter.getAttempts(),
          Instant.ofEpochSecond(letter.getAt().getSeconds(), letter.getAt().getNanos()).toString(),
          List.copyOf(letter.getAddressesList()),
          letter.getMailbox(),
          letter.getSizeBytes(),
          letter.getLimitBytes(),
          letter.getOriginTopic(),
          letter.getOriginPartition(),
          letter.getOriginOffset());
    }
  }

  private DeadLetterReport() {}

  /** All pairs that are held, as one JSON document. */
  public static void printJson(PrintStream out, HeldPairs pairs) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          writePairs(json, pairs);
          json.writeEndObject();
        });
  }

  /** All pairs that are held, for people. */
  public static void printText(PrintStream out, HeldPairs pairs) {
    pairs.forEach(pair -> {
      HeldLine line = HeldLine.of(pair);
      out.printf(
          "%s  %.12s  %s  %s  %s: %s%s%n",
          line.connector(),
          line.archiveId(),
          line.entry(),
          line.address() == null ? "(participants unknown)" : line.address(),
          line.reason(),
          line.detail(),
          line.dismissed() ? " (dismissed)" : "");
    });
    out.flush();
  }

  /** The held pairs of one item, and the dead letters behind them, as one JSON document. */
  public static void printItemJson(PrintStream out, HeldPairs pairs, List<DeadLetter> letters) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          writePairs(json, pairs);
          json.writeName("history");
          json.writePOJO(letters.stream().map(LetterLine::of).toList());
          json.writeEndObject();
        });
  }

  /** The held pairs of one item, and the dead letters behind them, for people. */
  public static void printItemText(PrintStream out, HeldPairs pairs, List<DeadLetter> letters) {
    printText(out, pairs);
    for (LetterLine letter : letters.stream().map(LetterLine::of).toList()) {
      out.printf("%nset aside %s by %s%n", letter.at(), letter.stage());
      out.printf("  reason    %s: %s%n", letter.reason(), letter.detail());
      out.printf("  for       %s%n", String.join(", ", letter.addresses()));
      out.printf("  attempts  %d%n", letter.attempts());
      if (letter.size() > 0) {
        out.printf("  size      %,d bytes, the limit is %,d%n", letter.size(), letter.limit());
      }
      out.printf(
          "  origin    %s, partition %d, offset %d%n",
          letter.originTopic(), letter.originPartition(), letter.originOffset());
    }
    out.flush();
  }

  private static void writePairs(JsonGenerator json, HeldPairs pairs) {
    json.writeName("deadLetters");
    json.writeStartArray();
    pairs.forEach(pair -> json.writePOJO(HeldLine.of(pair)));
    json.writeEndArray();
  }
}
