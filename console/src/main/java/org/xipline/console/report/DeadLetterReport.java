package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.Decision;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Replay;
import tools.jackson.core.JsonGenerator;

/** What waits in the dead letters. */
public final class DeadLetterReport {

  /** Gives the pairs to report, one at a time; may be asked once. */
  @FunctionalInterface
  public interface HeldPairs {
    void forEach(Consumer<HeldPair> visitor);
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
      @Nullable String replayedBy,
      @Nullable String replayedWhy,
      String originTopic,
      int originPartition,
      long originOffset) {

    static LetterLine of(DeadLetter letter) {
      Optional<Replay> replay = DeadLetterReport.replayOf(letter);
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
          replay.map(Replay::getRequestedBy).orElse(null),
          replay.map(Replay::getWhy).orElse(null),
          letter.getOriginTopic(),
          letter.getOriginPartition(),
          letter.getOriginOffset());
    }
  }

  private DeadLetterReport() {}

  /** All that is held, as one JSON document. */
  public static void printJson(PrintStream out, HeldPairs pairs, List<SetAsideRecord> records) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          write(json, pairs, records);
          json.writeEndObject();
        });
  }

  /** All that is held, for people. */
  public static void printText(PrintStream out, HeldPairs pairs, List<SetAsideRecord> records) {
    pairs.forEach(pair -> out.println(HeldLine.of(pair).asSentence()));
    records.forEach(record -> out.println(HeldLine.of(record).asSentence()));
    out.flush();
  }

  /** The held pairs of one item, and the dead letters behind them, as one JSON document. */
  public static void printItemJson(PrintStream out, HeldPairs pairs, List<DeadLetter> letters) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          write(json, pairs, List.of());
          json.writeName("history");
          json.writePOJO(letters.stream().map(LetterLine::of).toList());
          json.writeEndObject();
        });
  }

  /** The held pairs of one item, and the dead letters behind them, for people. */
  public static void printItemText(PrintStream out, HeldPairs pairs, List<DeadLetter> letters) {
    pairs.forEach(pair -> {
      out.println(HeldLine.of(pair).asSentence());
      pair.decision().ifPresent(it -> print(out, it));
    });
    for (LetterLine letter : letters.stream().map(LetterLine::of).toList()) {
      out.printf("%nset aside %s by %s%n", letter.at(), letter.stage());
      out.printf("  reason    %s: %s%n", letter.reason(), letter.detail());
      out.printf("  for       %s%n", String.join(", ", letter.addresses()));
      out.printf("  attempts  %d%n", letter.attempts());
      if (letter.replayedBy() != null) {
        out.printf("  replayed  by %s: %s%n", letter.replayedBy(), letter.replayedWhy());
      }
      if (letter.size() > 0) {
        out.printf("  size      %,d bytes, the limit is %,d%n", letter.size(), letter.limit());
      }
      out.printf(
          "  origin    %s, partition %d, offset %d%n",
          letter.originTopic(), letter.originPartition(), letter.originOffset());
    }
    out.flush();
  }

  private static void print(PrintStream out, Decision decision) {
    out.printf(
        "  %s %s by %s: %s%n",
        decision.kind().label(), decision.at(), decision.by(), decision.why());
  }

  /** The replay in which it was set aside once more; empty at the first run. */
  private static Optional<Replay> replayOf(DeadLetter letter) {
    if (letter.getEntry().hasReplay()) {
      return Optional.of(letter.getEntry().getReplay());
    }
    return letter.getMessage().hasReplay()
        ? Optional.of(letter.getMessage().getReplay())
        : Optional.empty();
  }

  private static void write(JsonGenerator json, HeldPairs pairs, List<SetAsideRecord> records) {
    json.writeName("deadLetters");
    json.writeStartArray();
    pairs.forEach(pair -> json.writePOJO(HeldLine.of(pair)));
    records.forEach(record -> json.writePOJO(HeldLine.of(record)));
    json.writeEndArray();
  }
}
