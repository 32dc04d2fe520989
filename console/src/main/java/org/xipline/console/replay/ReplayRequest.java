package org.xipline.console.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.deadletter.Selection;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Replay;
import org.xipline.schemas.record.ReplayRequested;

/**
 * One replay.
 *
 * @param sequence larger than that of every attempt before it
 */
record ReplayRequest(String replayId, long sequence, Authorship authorship) {

  /** A replay of these pairs, asked for now. */
  static ReplayRequest of(Selection selection, Authorship authorship, Instant now) {
    long last =
        selection.items().values().stream()
            .flatMap(List::stream)
            .mapToLong(pair -> pair.state().replaySequence())
            .max()
            .orElse(0);
    return after(last, authorship, now);
  }

  /** A replay that is asked for now, when the last attempt has this sequence. */
  static ReplayRequest after(long lastSequence, Authorship authorship, Instant now) {
    long sequence = Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, now), lastSequence + 1);
    return new ReplayRequest(UUID.randomUUID().toString(), sequence, authorship);
  }

  /** What a record carries that belongs to it. */
  Replay mark(List<String> addresses) {
    return Replay.newBuilder()
        .setReplayId(replayId)
        .setSequence(sequence)
        .addAllAddresses(addresses)
        .setRequestedBy(authorship.by())
        .setWhy(authorship.why())
        .build();
  }

  /** The fact for the ledger. */
  Outcome.Builder fact(String entry, List<String> addresses) {
    return Outcome.newBuilder()
        .setReplayRequested(
            ReplayRequested.newBuilder()
                .setReplayId(replayId)
                .setReplaySequence(sequence)
                .setEntryPath(entry)
                .addAllAddresses(addresses)
                .setRequestedBy(authorship.by())
                .setWhy(authorship.why()));
  }
}
