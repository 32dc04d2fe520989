package org.xipline.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.topic.TopicReading;
import org.xipline.importer.ImportService;
import org.xipline.importer.ImportSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxPlace;
import org.xipline.schemas.topic.Topic;

/** How far a command comes before it is interrupted. */
enum Interruption {
  BEFORE_IT_IS_TAKEN_UP(0, Topic.ARRIVALS),
  BEFORE_CONVERSION(1, Topic.ENTRIES),
  BEFORE_DELIVERY(2, Topic.MESSAGES),
  /** One mailbox has got its messages, and the other has not. */
  AMID_DELIVERY(3, Topic.MESSAGES);

  private final int services;
  private final Topic<?> reached;

  Interruption(int services, Topic<?> reached) {
    this.services = services;
    this.reached = reached;
  }

  /** Who delivers: this program does, or an earlier version would. */
  @FunctionalInterface
  interface Importing {
    Service on(ServiceContext context, String location, MailboxServer server);
  }

  static final Importing NOW =
      (context, location, server) ->
          ImportService.deliveringOnlyTo(location, context, ImportSettings.oneRun(), server);

  /**
   * All services, until as many records as that are in the topic that is reached; then they fail.
   *
   * @param records for {@link #AMID_DELIVERY}: of no use
   */
  PipelineServices after(int records, Importing importing) {
    return (place, limits) -> of(place, limits, records, importing);
  }

  private DeliveringServices of(
      MailboxPlace place, ArchiveLimits limits, int records, Importing importing) {
    DeliveringServices whole = new EmbeddedServices().deliveringTo(place, limits);
    return new DeliveringServices(
        whole.location(),
        whole.mailboxes(),
        context -> {
          Runnable interrupt =
              () -> context.failures().failed("interrupted", new IllegalStateException(name()));
          var all = new ArrayList<>(whole.services().apply(context).subList(0, 2));
          var vanishing = new Vanishing(whole.mailboxes(), interrupt);
          all.add(importing.on(context, whole.location(), vanishing));
          var some = new ArrayList<>(all.subList(0, services));
          // What was made and is not started has threads already.
          all.subList(services, all.size()).forEach(Service::close);
          if (this != AMID_DELIVERY) {
            some.add(
                new Waiting(new KafkaClients(context.connection()), reached, records, interrupt));
          }
          return some;
        });
  }

  /** A server that is not there any more once a mailbox was opened. */
  private record Vanishing(MailboxServer server, Runnable gone, AtomicInteger openings)
      implements MailboxServer {

    Vanishing(MailboxServer server, Runnable gone) {
      this(server, gone, new AtomicInteger());
    }

    @Override
    public Opening open(EmailAddress mailbox) {
      if (openings.getAndIncrement() == 0) {
        return server.open(mailbox);
      }
      gone.run();
      return new Opening.Unavailable("gone");
    }

    @Override
    public Optional<Opening> openExisting(EmailAddress mailbox) {
      return server.openExisting(mailbox);
    }

    @Override
    public Optional<String> obstacle() {
      return server.obstacle();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private static final class Waiting implements Service {
    private final KafkaClients clients;
    private final Topic<?> topic;
    private final int records;
    private final Runnable then;
    private volatile boolean closing;

    Waiting(KafkaClients clients, Topic<?> topic, int records, Runnable then) {
      this.clients = clients;
      this.topic = topic;
      this.records = records;
      this.then = then;
    }

    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public void start() {
      Thread.ofVirtual().start(this::await);
    }

    private void await() {
      try (var consumer = clients.assignedConsumer()) {
        var partitions = TopicReading.partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        int seen = 0;
        while (seen < records && !closing) {
          seen += consumer.poll(Duration.ofMillis(100)).count();
        }
        then.run();
      }
    }

    @Override
    public void close() {
      closing = true;
    }
  }
}
