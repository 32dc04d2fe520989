package org.xipline.console.replay;

import java.time.Instant;
import java.util.List;
import org.xipline.console.action.ActionState;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Replay;
import org.xipline.schemas.record.ReplayRequested;

/**
 * What records and facts of one replay carry.
 *
 * @param sequence larger than that of every attempt before it
 * @param at when it was asked for
 */
record ReplayMark(String replayId, long sequence, String by, String why, Instant at) {

  static ReplayMark of(ActionState action) {
    return new ReplayMark(
        action.id(),
        action.started().getReplaySequence(),
        action.started().getActor().getName(),
        action.started().getWhy(),
        action.startedAt());
  }

  /** What a record carries that belongs to it. */
  Replay on(List<String> addresses) {
    return Replay.newBuilder()
        .setReplayId(replayId)
        .setSequence(sequence)
        .addAllAddresses(addresses)
        .setRequestedBy(by)
        .setWhy(why)
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
                .setRequestedBy(by)
                .setWhy(why));
  }
}
