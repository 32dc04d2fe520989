package org.xipline.importer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.delivery.Records;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

/**
 * Measures how fast messages go from an embedded broker into Maildirs, or into a Dovecot, and how
 * much memory the process has at most: {@code ImportThroughput [messages] [mailboxes]
 * [maildir|imap] [directory] [bytes]}. With bytes, messages are so large, staged in a directory,
 * and go over 64 connections.
 */
final class ImportThroughput {

  private static final int CONNECTIONS = 64;

  private ImportThroughput() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
    int mailboxes = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    boolean imap = args.length > 2 && args[2].equals("imap");
    Path directory =
        args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("import-throughput");
    int bytes = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        PayloadStore payloads = new DirectoryPayloadStore(directory.resolve("payloads"))) {
      var connection = KafkaConnection.to(broker.bootstrapServers());
      produce(connection, payloads, messages, mailboxes, bytes);
      if (imap) {
        measureImap(connection, payloads, messages);
      } else {
        measure(
            connection,
            payloads,
            messages,
            MailboxServers.of("maildir:" + directory.resolve("mail")));
      }
      System.out.println(peakMemory());
    } finally {
      delete(directory);
    }
  }

  private static void measureImap(KafkaConnection connection, PayloadStore payloads, int messages)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("import-throughput-dovecot");
    try (DovecotServer dovecot = DovecotServer.startIn(directory);
        MailboxServer server =
            new ImapMailboxServer(
                dovecot.endpoint(),
                dovecot.master(),
                ConnectionSettings.DEFAULT.withMaxConnections(CONNECTIONS),
                ServerTrust.ofTheJdk())) {
      measure(connection, payloads, messages, server);
    } finally {
      delete(directory);
    }
  }

  private static MailboxMessage message(
      PayloadStore payloads, EmailAddress mailbox, String id, int bytes) throws IOException {
    MailboxMessage small = Records.message(mailbox, id);
    if (bytes == 0) {
      return small;
    }
    byte[] content = Messages.filedContent(id, "d/" + id, bytes);
    var stored = payloads.put(new PayloadKey("messages/" + id), out -> out.write(content));
    return small.toBuilder()
        .setPayload(Payload.newBuilder().setClaimCheck(stored.claimCheck()))
        .setMessageSizeBytes(bytes)
        .setMessageSha256(Sha256.digest(content).toByteString())
        .build();
  }

  private static void produce(
      KafkaConnection connection, PayloadStore payloads, int messages, int mailboxes, int bytes)
      throws IOException {
    var clients = new KafkaClients(connection);
    try (Admin admin = clients.admin();
        Producer<String, byte[]> producer = clients.producer(Map.of())) {
      new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
      for (int i = 0; i < messages; i++) {
        var mailbox = new EmailAddress("m" + i % mailboxes + "@contoso.example");
        byte[] value = message(payloads, mailbox, "item-" + i, bytes).toByteArray();
        producer.send(new ProducerRecord<>(Topic.MESSAGES.name(), mailbox.value(), value));
      }
    }
  }

  private static void measure(
      KafkaConnection connection, PayloadStore payloads, int messages, MailboxServer server)
      throws InterruptedException {
    var service =
        new ImportService(
            new ServiceContext(
                "benchmark",
                Path.of("unused"),
                connection,
                payloads,
                new SimpleMeterRegistry(),
                (_, cause) -> cause.printStackTrace()),
            settings(),
            server,
            new MailboxAccess(
                MailboxPlace.getDefaultInstance(), Set.of(), ConnectionSettings.DEFAULT, Map.of()));
    long begin = System.nanoTime();
    Duration cpuBefore = cpu();
    service.start();
    while (service.metrics().count(Fate.DELIVERED) < messages) {
      Thread.sleep(10);
    }
    Duration delivered = since(begin);
    Duration cpu = cpu().minus(cpuBefore);
    long closing = System.nanoTime();
    service.close();
    System.out.printf(
        "%,d messages in %s: %,d per second; %d µs of CPU each, broker included; closed in %s%n",
        messages,
        delivered,
        messages * 1000L / delivered.toMillis(),
        cpu.toNanos() / 1000 / messages,
        since(closing));
  }

  private static ImportSettings settings() {
    DeliverySettings usual = ImportSettings.DEFAULT.delivery();
    return ImportSettings.DEFAULT.withDelivery(
        new DeliverySettings(
            usual.messagesInHandBytes(),
            usual.retriesInHandBytes(),
            usual.retriesKnown(),
            CONNECTIONS,
            usual.maxBatchMessages(),
            usual.maxBatchBytes(),
            usual.drainTimeout(),
            usual.commitInterval()));
  }

  /** As Linux tells it, in its own words. */
  private static String peakMemory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("");
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofMillis((System.nanoTime() - nanoTime) / 1_000_000);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
