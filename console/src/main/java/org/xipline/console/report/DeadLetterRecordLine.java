package org.xipline.console.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Replay;

/** A dead letter as its topic has it; component names are the JSON's. */
record DeadLetterRecordLine(
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

  static DeadLetterRecordLine of(DeadLetter letter) {
    Optional<Replay> replay = replayOf(letter);
    return new DeadLetterRecordLine(
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

  /** The replay in which it was set aside once more; empty at the first run. */
  private static Optional<Replay> replayOf(DeadLetter letter) {
    if (letter.getEntry().hasReplay()) {
      return Optional.of(letter.getEntry().getReplay());
    }
    return letter.getMessage().hasReplay()
        ? Optional.of(letter.getMessage().getReplay())
        : Optional.empty();
  }
}
