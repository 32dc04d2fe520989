package org.xipline.console.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.topic.Topic;

/** Reads the value of an outcome record, as far as it must be sound for the ledger to take it. */
final class OutcomeDecoder {
  private static final Pattern DEAD_LETTER_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

  /** Of a topic, as Kafka allows it, or of a stage. */
  private static final Pattern ORIGIN_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  /** What a record's value turned out to be. */
  sealed interface Decoded {

    /** A fact about an archive. */
    record Fact(ArchiveKey archive, Outcome outcome) implements Decoded {}

    /**
     * What became of an entry under every connector that has accepted its archive: the record that
     * brought it was damaged, and does not tell whose it was.
     */
    record FactOfAnyConnector(ArchiveId archive, Outcome outcome) implements Decoded {}

    /** A fact about a record that no service can read: it belongs to no archive. */
    record FactOfRecord(String deadLetterId, Outcome outcome) implements Decoded {}

    /** Nothing that the ledger can take; {@code cause} is for the log. */
    record Unusable(String cause) implements Decoded {}
  }

  static Decoded decode(byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Unusable("it has no value");
    }
    try {
      return checked(Topic.OUTCOMES.parser().parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      return new Decoded.Unusable("it is not an outcome: " + e.getMessage());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Decoded.Unusable(String.valueOf(e.getMessage()));
    }
  }

  static Instant at(Outcome outcome) {
    return instant(outcome.getAt());
  }

  /** Empty where it was not recorded. */
  static Optional<Instant> signerEnds(Signer signer) {
    return signer.hasNotAfter() ? Optional.of(instant(signer.getNotAfter())) : Optional.empty();
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static Decoded checked(Outcome outcome) {
    long _ = at(outcome).toEpochMilli();
    Optional<Instant> _ = signerEnds(outcome.getArchiveAccepted().getSigner());
    if (outcome.hasItemDeadLettered() && outcome.getConnector().isEmpty()) {
      return new Decoded.FactOfAnyConnector(new ArchiveId(outcome.getArchiveId()), outcome);
    }
    if (outcome.hasRecordSetAside()) {
      return ofRecord(outcome.getRecordSetAside(), outcome);
    }
    if (outcome.hasRecordDismissed()) {
      return ofRecord(outcome.getRecordDismissed().getDeadLetterId(), outcome);
    }
    if (outcome.hasPairsPostponed()) {
      requireTimes(outcome.getPairsPostponed());
    }
    var archive =
        new ArchiveKey(
            new ConnectorName(outcome.getConnector()), new ArchiveId(outcome.getArchiveId()));
    if (outcome.getFactCase() == Outcome.FactCase.FACT_NOT_SET) {
      return new Decoded.Unusable("it contains no fact that this version knows");
    }
    return new Decoded.Fact(archive, outcome);
  }

  private static void requireTimes(PairsPostponed fact) {
    long _ = instant(fact.getFirstTriedAt()).toEpochMilli();
    long _ = instant(fact.getNextTryAt()).toEpochMilli();
  }

  private static Decoded ofRecord(RecordSetAside fact, Outcome outcome) {
    if (!ORIGIN_NAME.matcher(fact.getStage()).matches()
        || !ORIGIN_NAME.matcher(fact.getOriginTopic()).matches()) {
      return new Decoded.Unusable("there is no record of the stage " + fact.getOriginTopic());
    }
    return ofRecord(fact.getDeadLetterId(), outcome);
  }

  private static Decoded ofRecord(String deadLetterId, Outcome outcome) {
    return DEAD_LETTER_ID.matcher(deadLetterId).matches()
        ? new Decoded.FactOfRecord(deadLetterId, outcome)
        : new Decoded.Unusable("no dead letter has the id " + deadLetterId);
  }

  private OutcomeDecoder() {}
}
