package org.xipline.importer.delivery;

import com.google.protobuf.MessageLite;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.delivery.InFlightContents.Readable;
import org.xipline.importer.delivery.InFlightContents.Unreadable;
import org.xipline.importer.delivery.NextStep.Ending;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/**
 * Tells what became of parcels. A parcel is finished only when the brokers have acknowledged all
 * that is told of it: so no offset is committed before its outcome is safe. Safe for use by many
 * threads.
 */
final class DeliveryOutcomes {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryOutcomes.class);

  private final Producer<String, byte[]> producer;
  private final DeliveryObserver observer;
  private final Clock clock;
  private final Consumer<Throwable> failed;

  /**
   * Tells through a producer.
   *
   * @param failed hears when something could not be told: then nothing more may be committed
   */
  DeliveryOutcomes(
      Producer<String, byte[]> producer,
      DeliveryObserver observer,
      Clock clock,
      Consumer<Throwable> failed) {
    this.producer = producer;
    this.observer = observer;
    this.clock = clock;
    this.failed = failed;
  }

  void tell(InFlightMessage parcel, Ending ending) {
    switch (ending) {
      case NextStep.Delivered(long uidValidity, long uid) ->
          send(parcel, Fate.DELIVERED, List.of(value(delivered(parcel, uidValidity, uid))));
      case NextStep.Present(long uidValidity, long uid) ->
          send(parcel, Fate.ALREADY_PRESENT, List.of(value(present(parcel, uidValidity, uid))));
      case NextStep.Retried retried ->
          send(
              parcel,
              Fate.RETRIED,
              List.of(retry(parcel, retried.due()), value(postponed(parcel, retried))));
      case NextStep.DeadLettered(SetAside why) -> deadLetter(parcel, why);
    }
  }

  private Outcome delivered(InFlightMessage parcel, long uidValidity, long uid) {
    return OutcomeRecords.delivered(
        message(parcel), parcel.attempts(), uidValidity, uid, clock.instant());
  }

  private Outcome present(InFlightMessage parcel, long uidValidity, long uid) {
    return OutcomeRecords.alreadyPresent(
        message(parcel), parcel.attempts(), uidValidity, uid, clock.instant());
  }

  /** The partition of the same number: it is assigned to whoever has the mailbox. */
  private ProducerRecord<String, byte[]> retry(InFlightMessage parcel, Instant due) {
    MailboxMessage message =
        OutcomeRecords.retry(
            message(parcel), parcel.attempts(), parcel.firstTriedAt(clock.instant()), due);
    return new ProducerRecord<>(
        Topic.MESSAGES_RETRY.name(),
        parcel.flow().partition().partition(),
        parcel.key(),
        message.toByteArray());
  }

  private Outcome postponed(InFlightMessage parcel, NextStep.Retried retried) {
    Instant now = clock.instant();
    return OutcomeRecords.postponed(
        message(parcel),
        parcel.attempts(),
        parcel.firstTriedAt(now),
        retried.reason(),
        retried.detail(),
        Optional.of(retried.due()),
        now);
  }

  /** Tells that a parcel waits in hand, because the server cannot be reached. */
  void tellWaiting(InFlightMessage parcel, ServerImpairment trouble) {
    Instant now = clock.instant();
    Outcome waiting =
        OutcomeRecords.postponed(
            message(parcel),
            parcel.attempts(),
            parcel.firstTriedAt(now),
            trouble.reason(),
            trouble.detail(),
            Optional.empty(),
            now);
    producer.send(
        value(waiting),
        (_, error) -> {
          if (error != null) {
            failed.accept(error);
          }
        });
  }

  private void deadLetter(InFlightMessage parcel, SetAside why) {
    Instant now = clock.instant();
    DeadLetter letter = OutcomeRecords.deadLetter(parcel, why, now);
    Outcome outcome =
        switch (parcel.contents()) {
          case Readable(MailboxMessage message) when OutcomeRecords.namesPairs(message) ->
              OutcomeRecords.deadLettered(message, parcel.attempts(), why, now);
          case InFlightContents _ -> OutcomeRecords.recordSetAside(letter);
        };
    LOGGER
        .atInfo()
        .addKeyValue("mailbox", parcel.lane())
        .addKeyValue("topic", parcel.flow().partition().topic())
        .addKeyValue("partition", parcel.flow().partition().partition())
        .addKeyValue("offset", parcel.offset())
        .addKeyValue("reason", why.reason().code())
        .log("dead-lettered");
    observer.deadLettered(why.reason());
    send(
        parcel,
        Fate.DEAD_LETTERED,
        List.of(value(Topic.DEAD_LETTERS, parcel.key(), letter), value(outcome)));
  }

  private static MailboxMessage message(InFlightMessage parcel) {
    return switch (parcel.contents()) {
      case Readable(MailboxMessage message) -> message;
      case Unreadable(var _, String detail) -> throw new IllegalStateException(detail);
    };
  }

  /** By archive; what has none, by its dead letter. */
  private static ProducerRecord<String, byte[]> value(Outcome outcome) {
    String key =
        outcome.hasRecordSetAside()
            ? outcome.getRecordSetAside().getDeadLetterId()
            : outcome.getArchiveId();
    return value(Topic.OUTCOMES, key, outcome);
  }

  private static <V extends MessageLite> ProducerRecord<String, byte[]> value(
      Topic<V> topic, @Nullable String key, V value) {
    return new ProducerRecord<>(topic.name(), key, value.toByteArray());
  }

  private void send(
      InFlightMessage parcel, Fate fate, List<ProducerRecord<String, byte[]>> records) {
    var unacknowledged = new AtomicInteger(records.size());
    for (ProducerRecord<String, byte[]> told : records) {
      producer.send(
          told,
          (_, error) -> {
            if (error != null) {
              failed.accept(error);
            } else if (unacknowledged.decrementAndGet() == 0) {
              parcel.finish();
              observer.letGo(fate, parcel.waitingSince());
            }
          });
    }
  }
}
