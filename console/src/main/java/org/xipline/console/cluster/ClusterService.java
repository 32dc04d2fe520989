package org.xipline.console.cluster;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.console.assembly.ServiceAssembly;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerKeys;
import org.xipline.console.watch.MonitoredLedger;
import org.xipline.console.watch.Monitoring;
import org.xipline.convert.ConvertKeys;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.MailboxAccess;
import org.xipline.ingest.IngestKeys;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.process.ServiceFactory;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceGroup;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.schemas.topic.Role;

/** The services that run as processes of their own, any number of each. */
public enum ClusterService {
  INGEST(
      "ingest",
      "Verifies archives and publishes their entries.",
      IngestKeys.CATALOGUE,
      Role.INGEST,
      ClusterService::ingest),
  CONVERT(
      "convert",
      "Converts items into messages, one for each mailbox.",
      ConvertKeys.CATALOGUE,
      Role.CONVERT,
      ClusterService::convert),
  IMPORT(
      "import-service",
      "Delivers messages to mailboxes.",
      ImportKeys.CATALOGUE,
      Role.IMPORT,
      ClusterService::importing),
  CONSOLE(
      "console",
      "Keeps the ledger and monitors the pipeline.",
      LedgerKeys.CATALOGUE,
      Role.CONSOLE,
      ClusterService::console);

  private final String command;
  private final String description;
  private final SettingsCatalogue catalogue;
  private final Role role;
  private final ServiceFactory factory;

  ClusterService(
      String command,
      String description,
      SettingsCatalogue catalogue,
      Role role,
      ServiceFactory factory) {
    this.command = command;
    this.description = description;
    this.catalogue = catalogue;
    this.role = role;
    this.factory = factory;
  }

  /** Its name on the command line. */
  public String command() {
    return command;
  }

  /** What it does. */
  public String description() {
    return description;
  }

  /** The process that runs it; not started. */
  public ServiceProcess process(Settings settings) {
    return new ServiceProcess(command, role, settings, factory);
  }

  SettingsCatalogue catalogue() {
    return catalogue;
  }

  /** What its process reads. */
  List<SettingsCatalogue> catalogues() {
    return Stream.concat(ClusterSettings.OF_EVERY_PROCESS.stream(), Stream.of(catalogue)).toList();
  }

  private static Service ingest(Settings settings, ServiceContext context) {
    var assembly = new ServiceAssembly(settings, InstantSource.system());
    return new ServiceGroup("ingest", List.of(assembly.ingest(context), assembly.drops(context)));
  }

  private static Service convert(Settings settings, ServiceContext context) {
    return new ServiceAssembly(settings, InstantSource.system()).convert(context);
  }

  private static Service importing(Settings settings, ServiceContext context) {
    MailboxAccess access = MailboxAccess.read(settings, System.getenv());
    return new ServiceAssembly(settings, InstantSource.system())
        .importing(context, access.openOwnForService(), access);
  }

  private static Service console(Settings settings, ServiceContext context) {
    var assembly = new ServiceAssembly(settings, InstantSource.system());
    var ledger =
        new Ledger(
            context.connection(),
            LedgerKeys.read(settings, context.stateDirectory()),
            context.registry(),
            context.failures());
    Monitoring watch =
        assembly.watch(
            context, KafkaKeys.plan(settings), ledger, settings.get(LedgerKeys.LOOK_EVERY));
    return new ServiceGroup(
        "console", List.of(new MonitoredLedger(ledger, watch), assembly.resumption(context)));
  }
}
