package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.Decision;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.Postponement;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.schemas.record.DeadLetter;

/**
 * All that is known of one item in the dead letters, or of one record that no service can read.
 *
 * @param held pairs that are
 * @param pending pairs that are on their way again
 * @param records that no service can read
 * @param letters each time that it was set aside, the oldest first
 */
public record ItemReport(
    List<HeldPair> held,
    List<HeldPair> pending,
    List<SetAsideRecord> records,
    List<DeadLetter> letters) {

  public ItemReport {
    held = List.copyOf(held);
    pending = List.copyOf(pending);
    records = List.copyOf(records);
    letters = List.copyOf(letters);
  }

  /** A pair that is pending; component names are the JSON's. */
  private record PendingLine(
      String address,
      @Nullable String mailbox,
      @Nullable String reason,
      @Nullable String detail,
      long attempts,
      String since,
      @Nullable String nextTry) {

    static PendingLine of(HeldPair pair) {
      Postponement why = pair.state().postponement().orElse(null);
      String mailbox = pair.state().mailbox();
      return new PendingLine(
          pair.address(),
          mailbox.isEmpty() ? null : mailbox,
          why == null ? null : why.reason(),
          why == null ? null : why.detail(),
          why == null ? 0 : why.attempts(),
          (why == null ? pair.state().at() : why.since()).toString(),
          why == null ? null : why.nextTry().map(Instant::toString).orElse(null));
    }

    String asSentence() {
      String why =
          reason == null
              ? "on its way"
              : "%s after %,d attempts: %s".formatted(reason, attempts, detail);
      return "%s  pending since %s, %s%s"
          .formatted(address, since, why, nextTry == null ? "" : "; next try " + nextTry);
    }
  }

  /** As one JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("deadLetters");
          json.writePOJO(heldLines());
          json.writeName("pending");
          json.writePOJO(pending.stream().map(PendingLine::of).toList());
          json.writeName("history");
          json.writePOJO(letters.stream().map(DeadLetterRecordLine::of).toList());
          json.writeEndObject();
        });
  }

  private List<HeldLine> heldLines() {
    return Stream.concat(held.stream().map(HeldLine::of), records.stream().map(HeldLine::of))
        .toList();
  }

  /** For people. */
  public void printText(PrintStream out) {
    held.forEach(pair -> {
      out.println(HeldLine.of(pair).asSentence());
      pair.decision().ifPresent(it -> print(out, it));
    });
    records.forEach(record -> {
      out.println(HeldLine.of(record).asSentence());
      record.decision().ifPresent(it -> print(out, it));
    });
    pending.forEach(pair -> out.println(PendingLine.of(pair).asSentence()));
    letters.stream().map(DeadLetterRecordLine::of).forEach(letter -> print(out, letter));
    out.flush();
  }

  private static void print(PrintStream out, Decision decision) {
    out.printf(
        "  %s %s by %s: %s%n",
        decision.kind().label(), decision.at(), decision.by(), decision.why());
  }

  private static void print(PrintStream out, DeadLetterRecordLine letter) {
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
}
