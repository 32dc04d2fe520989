package org.xipline.console.cluster;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerKeys;
import org.xipline.console.resumption.ActionResumption;
import org.xipline.console.watch.Watch;
import org.xipline.console.watch.WatchedLedger;
import org.xipline.convert.ConvertKeys;
import org.xipline.convert.ConvertService;
import org.xipline.importer.ImportGround;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.ImportService;
import org.xipline.importer.MailboxAccess;
import org.xipline.ingest.IngestKeys;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.connector.DropKeys;
import org.xipline.ingest.connector.DropService;
import org.xipline.ingest.drop.Drops;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.process.ProcessGround;
import org.xipline.runtime.process.ServiceFactory;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.service.Service;
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

  private static Service ingest(ProcessGround ground) {
    var archives =
        new IngestService(
            ground.connection(),
            IngestKeys.read(ground.settings(), ground.instance()),
            ground.payloads(),
            ground.registry(),
            ground.failures());
    var drops =
        new DropService(
            ground.connection(),
            DropKeys.read(ground.settings()),
            new Drops(System.getenv()),
            ground.payloads(),
            ground.registry(),
            InstantSource.system(),
            ground.failures());
    return new ServiceGroup("ingest", List.of(archives, drops));
  }

  private static Service convert(ProcessGround ground) {
    return new ConvertService(
        ground.connection(),
        ConvertKeys.read(ground.settings(), ground.stateDirectory()),
        ground.payloads(),
        ground.registry(),
        ground.failures());
  }

  private static Service importing(ProcessGround ground) {
    MailboxAccess access = MailboxAccess.read(ground.settings(), System.getenv());
    return new ImportService(
        new ImportGround(
            ground.connection(), ground.payloads(), ground.registry(), ground.failures()),
        ImportKeys.read(ground.settings()),
        access.openOwnForService(),
        access);
  }

  private static Service console(ProcessGround ground) {
    var ledger =
        new Ledger(
            ground.connection(),
            LedgerKeys.read(ground.settings(), ground.stateDirectory()),
            ground.registry(),
            ground.failures());
    var watch =
        new Watch(
            ground.connection(),
            KafkaKeys.plan(ground.settings()),
            ledger,
            ground.registry(),
            ground.settings().get(LedgerKeys.LOOK_EVERY),
            Clock.systemUTC());
    var actions =
        new ActionResumption(ground.connection(), ground.payloads(), InstantSource.system());
    return new ServiceGroup("console", List.of(new WatchedLedger(ledger, watch), actions));
  }
}
