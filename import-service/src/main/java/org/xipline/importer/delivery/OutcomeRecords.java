package org.xipline.importer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.xipline.importer.delivery.InFlightContents.Readable;
import org.xipline.importer.delivery.InFlightContents.Unreadable;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.topic.Topic;

/** The records that tell what became of a parcel. Pure. */
final class OutcomeRecords {
  static final int MAX_UNDECODABLE_BYTES = 512 << 10;

  /** What a record's key, headers and framing may add. */
  private static final int FRAMING_BYTES = 16 << 10;

  private OutcomeRecords() {}

  static Outcome delivered(
      MailboxMessage message, int attempts, long validity, long uid, Instant at) {
    return outcome(
        message,
        settled(message, attempts, PairResult.PAIR_RESULT_DELIVERED)
            .setUidValidity(validity)
            .setUid(uid),
        at);
  }

  static Outcome alreadyPresent(
      MailboxMessage message, int attempts, long validity, long uid, Instant at) {
    return outcome(
        message,
        settled(message, attempts, PairResult.PAIR_RESULT_ALREADY_PRESENT)
            .setUidValidity(validity)
            .setUid(uid),
        at);
  }

  static Outcome deadLettered(MailboxMessage message, int attempts, SetAside why, Instant at) {
    PairsSettled.Builder settled =
        settled(message, attempts, PairResult.PAIR_RESULT_DEAD_LETTERED)
            .setReason(why.reason().code())
            .setDetail(why.detail());
    if (why.limitBytes() > 0) {
      settled.setSizeBytes(why.measuredBytes());
    }
    return outcome(message, settled, at);
  }

  /**
   * The pairs of a message wait.
   *
   * @param nextTry empty while the mailbox server cannot be reached
   */
  static Outcome postponed(
      MailboxMessage message,
      int attempts,
      Instant firstTriedAt,
      DeadLetterReason reason,
      String detail,
      Optional<Instant> nextTry,
      Instant at) {
    PairsPostponed.Builder postponed =
        PairsPostponed.newBuilder()
            .setEntryPath(message.getEntryPath())
            .setItemId(message.getItemId())
            .setMailbox(message.getMailbox())
            .addAllAddresses(message.getAddressesList())
            .setReason(reason.code())
            .setDetail(SetAside.cut(detail))
            .setAttempts(attempts)
            .setReplaySequence(message.getReplay().getSequence())
            .setFirstTriedAt(timestamp(firstTriedAt));
    nextTry.ifPresent(time -> postponed.setNextTryAt(timestamp(time)));
    return about(message, at).setPairsPostponed(postponed).build();
  }

  /** Tells of a dead letter whose record names no pair of any archive. */
  static Outcome recordSetAside(DeadLetter letter) {
    return Outcome.newBuilder()
        .setAt(letter.getAt())
        .setRecordSetAside(
            RecordSetAside.newBuilder()
                .setDeadLetterId(letter.getDeadLetterId())
                .setStage(letter.getStage())
                .setReason(letter.getReason())
                .setDetail(letter.getDetail())
                .setOriginTopic(letter.getOriginTopic())
                .setOriginPartition(letter.getOriginPartition())
                .setOriginOffset(letter.getOriginOffset()))
        .build();
  }

  /** Whether a message stands for pairs that an archive's account knows. */
  static boolean namesPairs(MailboxMessage message) {
    try {
      var _ = new ArchiveId(message.getArchiveId());
      return message.getAddressesCount() > 0 && !message.getEntryPath().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The same message, to be tried again. */
  static MailboxMessage retry(
      MailboxMessage message, int attempts, Instant firstTriedAt, Instant due) {
    return message.toBuilder()
        .setAttempts(attempts)
        .setFirstTriedAt(timestamp(firstTriedAt))
        .setNotBefore(timestamp(due))
        .build();
  }

  static DeadLetter deadLetter(InFlightMessage parcel, SetAside why, Instant at) {
    DeadLetter.Builder letter =
        DeadLetter.newBuilder()
            .setStage("import")
            .setReason(why.reason().code())
            .setDetail(why.detail())
            .setAttempts(parcel.attempts())
            .setOriginTopic(parcel.flow().partition().topic())
            .setOriginPartition(parcel.flow().partition().partition())
            .setOriginOffset(parcel.offset())
            .setAt(timestamp(at))
            .setSizeBytes(why.measuredBytes())
            .setLimitBytes(why.limitBytes());
    switch (parcel.contents()) {
      case Readable(MailboxMessage message) -> describe(letter, message, why);
      case Unreadable(ByteString bytes, String _) -> letter.setUndecodable(cut(bytes));
    }
    return fitting(letter.setDeadLetterId(id(parcel, letter)));
  }

  private static void describe(DeadLetter.Builder letter, MailboxMessage message, SetAside why) {
    letter
        .setConnector(message.getConnector())
        .setArchiveId(message.getArchiveId())
        .setEntryPath(message.getEntryPath())
        .setItemId(message.getItemId())
        .addAllAddresses(message.getAddressesList())
        .setMailbox(message.getMailbox());
    if (why.reason().healsAt() == Stage.CONVERSION && message.hasEntry()) {
      letter.setEntry(message.getEntry());
    } else {
      letter.setMessage(untried(message));
    }
  }

  /** A replay begins again: with no attempts, and at once. */
  private static MailboxMessage untried(MailboxMessage message) {
    return message.toBuilder().clearAttempts().clearFirstTriedAt().clearNotBefore().build();
  }

  /** The same for a record that is consumed twice. */
  private static String id(InFlightMessage parcel, DeadLetter.Builder letter) {
    TopicPartition partition = parcel.flow().partition();
    String identity =
        String.join(
            "\0",
            partition.toString(),
            Long.toString(parcel.offset()),
            letter.getArchiveId(),
            letter.getEntryPath(),
            letter.getMailbox());
    return Sha256.digest(identity.getBytes(UTF_8)).hex().substring(0, 16);
  }

  /** A record that no topic takes would stop the service; the origin names the whole of it. */
  private static DeadLetter fitting(DeadLetter.Builder letter) {
    DeadLetter whole = letter.build();
    if (whole.getSerializedSize() <= Topic.MAX_RECORD_BYTES - FRAMING_BYTES) {
      return whole;
    }
    return letter.setUndecodable(cut(whole.getMessage().toByteString())).build();
  }

  private static ByteString cut(ByteString bytes) {
    return bytes.substring(0, Math.min(bytes.size(), MAX_UNDECODABLE_BYTES));
  }

  private static PairsSettled.Builder settled(
      MailboxMessage message, int attempts, PairResult result) {
    return PairsSettled.newBuilder()
        .setEntryPath(message.getEntryPath())
        .setItemId(message.getItemId())
        .setMailbox(message.getMailbox())
        .addAllAddresses(message.getAddressesList())
        .setResult(result)
        .setSizeBytes(message.getMessageSizeBytes())
        .setMessageSha256(message.getMessageSha256())
        .setItemSha256(message.getItemSha256())
        .setMessageId(message.getMessageId())
        .setAttempts(attempts)
        .setReplaySequence(message.getReplay().getSequence())
        .setSnapshotId(message.getSnapshotId());
  }

  private static Outcome outcome(MailboxMessage message, PairsSettled.Builder settled, Instant at) {
    return about(message, at).setPairsSettled(settled).build();
  }

  private static Outcome.Builder about(MailboxMessage message, Instant at) {
    return Outcome.newBuilder()
        .setConnector(message.getConnector())
        .setArchiveId(message.getArchiveId())
        .setAt(timestamp(at));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
