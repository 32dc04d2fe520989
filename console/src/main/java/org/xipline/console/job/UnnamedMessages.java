package org.xipline.console.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/**
 * Messages of archives that an earlier version took up: they name no mailbox server, so nobody
 * delivers them. Those whose pairs still wait are written once more, with the server's name. What
 * is written twice is delivered once: the second one finds the first. Used by one thread.
 */
final class UnnamedMessages implements AutoCloseable {
  private final KafkaClients clients;
  private final LedgerQueries ledger;
  private final String mailboxes;
  private final Set<ArchiveKey> archives = new HashSet<>();
  private final Set<Place> named = new HashSet<>();
  private Optional<Topics> topics = Optional.empty();

  private record Topics(Consumer<String, byte[]> messages, Producer<String, byte[]> producer) {}

  /**
   * @param mailboxes location of the server that the messages are to name
   */
  UnnamedMessages(KafkaClients clients, LedgerQueries ledger, String mailboxes) {
    this.clients = clients;
    this.ledger = ledger;
    this.mailboxes = mailboxes;
  }

  /** From now on this archive's messages are named too. */
  void claim(ArchiveKey archive) {
    if (archives.add(archive)) {
      Topics open = topics.orElseGet(this::open);
      open.messages().seekToBeginning(open.messages().assignment());
    }
  }

  private Topics open() {
    Consumer<String, byte[]> messages = clients.assignedConsumer();
    List<TopicPartition> partitions = TopicReading.partitions(messages, Topic.MESSAGES);
    messages.assign(partitions);
    var open = new Topics(messages, clients.producer(Map.of()));
    topics = Optional.of(open);
    return open;
  }

  /** Names what has come so far; to be called until nothing waits. */
  void name() {
    topics.ifPresent(this::name);
  }

  private void name(Topics open) {
    for (ConsumerRecord<String, byte[]> record : open.messages().poll(Duration.ZERO)) {
      TopicReading.decoded(record, Topic.MESSAGES)
          .filter(this::isToBeNamed)
          .ifPresent(read -> {
            var message = read.value().toBuilder().setMailboxServer(mailboxes).build();
            var _ =
                open.producer()
                    .send(
                        new ProducerRecord<>(
                            Topic.MESSAGES.name(), record.key(), message.toByteArray()));
            named.add(read.place());
          });
    }
  }

  private boolean isToBeNamed(Read<MailboxMessage> read) {
    MailboxMessage message = read.value();
    return message.getMailboxServer().isEmpty()
        && !named.contains(read.place())
        && archiveOf(message).filter(it -> archives.contains(it) && waits(it, message)).isPresent();
  }

  /** Whether a pair of the message has no outcome, or none that the ledger knows of. */
  private boolean waits(ArchiveKey archive, MailboxMessage message) {
    return message.getAddressesList().stream()
        .anyMatch(address ->
            ledger
                .findPair(archive, message.getEntryPath(), address)
                .filter(it -> isOver(it, message.getReplay().getSequence()))
                .isEmpty());
  }

  private static boolean isOver(PairState pair, long sequence) {
    return pair.replaySequence() > sequence
        || (pair.replaySequence() == sequence && pair.standing() != PairStatus.PENDING);
  }

  private static Optional<ArchiveKey> archiveOf(MailboxMessage message) {
    try {
      return Optional.of(
          new ArchiveKey(
              new ConnectorName(message.getConnector()), new ArchiveId(message.getArchiveId())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    topics.ifPresent(open -> {
      open.messages().close();
      open.producer().close();
    });
  }
}
