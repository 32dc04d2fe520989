package org.xipline.console.simulation.world;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.xipline.convert.instance.StableInstance;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * What the conversion does as far as its neighbours see: each batch of entries becomes messages and
 * facts in one transaction, together with its offsets. The real one is a Kafka Streams topology.
 */
public final class Converter implements Member {
  public static final String GROUP = ConsumerGroup.CONVERT.name();

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

  /** So long Kafka Streams leaves its transactions open. */
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private final World world;
  private final SimulatedProcess process;
  private final Choices choices;
  private final String transactionalId;
  private final Consumer<String, byte[]> consumer;
  private @Nullable Producer<String, byte[]> producer;
  private boolean failed;
  private boolean stopping;

  /**
   * @param place of whose transactions it ends what is open
   */
  public Converter(World world, SimulatedProcess process, int place) {
    this.world = world;
    this.process = process;
    this.choices = world.simulation().choices(process.name());
    String given = "%s-%s-1".formatted(GROUP, process.name());
    this.transactionalId = instanceAt(place).transactionalId(given);
    this.consumer = world.kafka().consumer(process, GROUP, Map.of("max.poll.records", 10));
    var _ = process.start("convert", this::run);
  }

  /** Known by the same name over restarts, as in a cluster. */
  private static StableInstance instanceAt(int place) {
    var streams = new Properties();
    streams.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
    streams.setProperty(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        "convert-" + place);
    return StableInstance.of(new KafkaClients(KafkaConnection.to("scripted")), streams, 1)
        .orElseThrow();
  }

  private void run() {
    consumer.subscribe(List.of(Topic.ENTRIES.name()), new Nobody());
    endWhatWasLeftOpen();
    while (!stopping) {
      try {
        goBackIfFailed();
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          convert(records);
        }
      } catch (KafkaException | InvalidProtocolBufferException e) {
        world.simulation().note(process.name(), "tries again after " + e);
        failed = true;
        pause(AGAIN);
      }
    }
    consumer.close();
    closeProducer();
  }

  private void endWhatWasLeftOpen() {
    try {
      var _ = producer();
    } catch (KafkaException e) {
      failed = true;
    }
  }

  private void convert(ConsumerRecords<String, byte[]> records)
      throws InvalidProtocolBufferException {
    Producer<String, byte[]> open = producer();
    open.beginTransaction();
    for (ConsumerRecord<String, byte[]> record : records) {
      convert(Entry.parseFrom(record.value()), open);
    }
    pause(choices.upTo(COMMIT_INTERVAL));
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>(records.nextOffsets());
    open.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    open.commitTransaction();
  }

  private void convert(Entry entry, Producer<String, byte[]> open) {
    if (entry.getKind() != EntryKind.ENTRY_KIND_ITEM) {
      return;
    }
    Archive archive = world.archive(entry.getConnector(), entry.getArchiveId());
    Item item = archive.item(entry.getPath());
    byte[] fact =
        Messages.converted(archive, item, entry, world.simulation().clock().instant())
            .toByteArray();
    send(open, Topic.OUTCOMES, archive.id(), fact);
    for (MailboxMessage message : Messages.messages(archive, item, entry, world.payloads())) {
      send(open, Topic.MESSAGES, message.getMailbox(), message.toByteArray());
    }
  }

  private static void send(
      Producer<String, byte[]> open, Topic<?> topic, String key, byte[] value) {
    var _ = open.send(new ProducerRecord<>(topic.name(), key, value));
  }

  private Producer<String, byte[]> producer() {
    Producer<String, byte[]> known = producer;
    if (known == null) {
      known = world.kafka().producer(process, transactionalId, TRANSACTION_TIMEOUT);
      known.initTransactions();
      producer = known;
    }
    return known;
  }

  /** Takes up from what is committed, once it is decided what that is. */
  private void goBackIfFailed() {
    if (!failed) {
      return;
    }
    closeProducer();
    var _ = producer();
    for (TopicPartition partition : consumer.assignment()) {
      Long committed = world.kafka().committed(GROUP).get(partition);
      if (committed == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, committed);
      }
    }
    failed = false;
  }

  private void closeProducer() {
    Producer<String, byte[]> known = producer;
    producer = null;
    if (known != null) {
      known.close();
    }
  }

  private void pause(Duration time) {
    try {
      world.simulation().sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Nobody implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
  }

  @Override
  public SimulatedProcess process() {
    return process;
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public List<Consumer<String, byte[]>> consumers() {
    return List.of(consumer);
  }
}
