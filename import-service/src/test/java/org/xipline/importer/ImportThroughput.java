package org.xipline.importer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.importer.delivery.FakePayloadStore;
import org.xipline.importer.delivery.Records;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.topic.Topic;

/**
 * Measures how fast small messages go from an embedded broker into Maildirs, or into a Dovecot:
 * {@code ImportThroughput [messages] [mailboxes] [maildir|imap] [directory]}.
 */
final class ImportThroughput {

  private ImportThroughput() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
    int mailboxes = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    boolean imap = args.length > 2 && args[2].equals("imap");
    Path directory =
        args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("import-throughput");
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
      var connection = KafkaConnection.to(broker.bootstrapServers());
      produce(connection, messages, mailboxes);
      if (imap) {
        measureImap(connection, messages);
      } else {
        measure(connection, messages, MailboxServers.of("maildir:" + directory.resolve("mail")));
      }
    } finally {
      delete(directory);
    }
  }

  private static void measureImap(KafkaConnection connection, int messages)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("import-throughput-dovecot");
    try (DovecotServer dovecot = DovecotServer.startIn(directory);
        MailboxServer server =
            new ImapMailboxServer(
                dovecot.endpoint(),
                dovecot.master(),
                ConnectionSettings.DEFAULT,
                ServerTrust.ofTheJdk())) {
      measure(connection, messages, server);
    } finally {
      delete(directory);
    }
  }

  private static void produce(KafkaConnection connection, int messages, int mailboxes) {
    var clients = new KafkaClients(connection);
    try (Admin admin = clients.admin();
        Producer<String, byte[]> producer = clients.producer(Map.of())) {
      TopicSetup.ensure(admin, (short) 1);
      for (int i = 0; i < messages; i++) {
        var mailbox = new EmailAddress("m" + i % mailboxes + "@contoso.example");
        byte[] value = Records.message(mailbox, "item-" + i).toByteArray();
        producer.send(new ProducerRecord<>(Topic.MESSAGES.name(), mailbox.value(), value));
      }
    }
  }

  private static void measure(KafkaConnection connection, int messages, MailboxServer server)
      throws InterruptedException {
    var service =
        new ImportService(
            connection,
            ImportSettings.DEFAULT,
            new FakePayloadStore(),
            new SimpleMeterRegistry(),
            (_, cause) -> cause.printStackTrace(),
            server);
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
