package org.xipline.console.assembly;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.resumption.ActionResumption;
import org.xipline.console.watch.Monitoring;
import org.xipline.convert.ConvertKeys;
import org.xipline.convert.ConvertService;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.ImportService;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.ingest.IngestKeys;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.connector.DropKeys;
import org.xipline.ingest.connector.DropService;
import org.xipline.ingest.drop.Drops;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.settings.Settings;

/** Builds each service from the settings of its process; none is started. */
public final class ServiceAssembly {
  private final Settings settings;
  private final InstantSource clock;

  /**
   * @param clock that schedules and deadlines of connectors go by
   */
  public ServiceAssembly(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes archives in. */
  public Service ingest(ServiceContext context) {
    return new IngestService(context, IngestKeys.read(settings, context.instance()));
  }

  /** Polls the drops of connectors. */
  public Service drops(ServiceContext context) {
    return new DropService(context, DropKeys.read(settings), new Drops(System.getenv()), clock);
  }

  /** Turns items into messages. */
  public Service convert(ServiceContext context) {
    return new ConvertService(context, ConvertKeys.read(settings, context.stateDirectory()));
  }

  /**
   * Delivers messages.
   *
   * @param mailboxes of the service's own server, open
   * @param access opens the servers that messages name
   */
  public Service importing(ServiceContext context, MailboxServer mailboxes, MailboxAccess access) {
    return new ImportService(context, ImportKeys.read(settings), mailboxes, access);
  }

  /**
   * Measures how everything stands.
   *
   * @param plan that the topics are compared with
   * @param every how often it looks
   */
  public Monitoring watch(ServiceContext context, TopicPlan plan, Ledger ledger, Duration every) {
    return new Monitoring(
        context.connection(), plan, ledger, context.registry(), every, Clock.systemUTC());
  }

  /** Takes up actions whose process has gone. */
  public Service resumption(ServiceContext context) {
    return new ActionResumption(context.connection(), context.payloads(), InstantSource.system());
  }
}
