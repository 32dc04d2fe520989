package org.xipline.console.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.console.logging.LogKeys;
import org.xipline.console.standalone.StandaloneKeys;
import org.xipline.convert.ConvertKeys;
import org.xipline.importer.ImportKeys;
import org.xipline.ingest.IngestKeys;
import org.xipline.runtime.endpoint.EndpointKeys;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.payload.PayloadKeys;
import org.xipline.runtime.process.ProcessKeys;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;
import org.xipline.runtime.settings.SettingsException;
import org.xipline.runtime.settings.SettingsReader;
import org.xipline.runtime.settings.SettingsSources;

/** All that can be set in a cluster, and who reads what of it. */
public final class ClusterSettings {
  static final List<SettingsCatalogue> OF_EVERY_PROCESS =
      List.of(
          KafkaKeys.CATALOGUE,
          PayloadKeys.CATALOGUE,
          EndpointKeys.CATALOGUE,
          ProcessKeys.CATALOGUE,
          LogKeys.CATALOGUE);

  private static final List<SettingsCatalogue> OF_COMMANDS =
      List.of(KafkaKeys.CATALOGUE, PayloadKeys.CATALOGUE);

  private static final List<SettingsCatalogue> OF_STANDALONE =
      List.of(
          StandaloneKeys.CATALOGUE,
          EndpointKeys.CATALOGUE,
          LogKeys.CATALOGUE,
          IngestKeys.CATALOGUE,
          ConvertKeys.CATALOGUE,
          ImportKeys.CATALOGUE);

  private static final Setting<Optional<String>> PERHAPS_MAILBOXES =
      Setting.of(ImportKeys.MAILBOXES.key(), SettingType.text("a location").optional(), "", "");

  private ClusterSettings() {}

  /** Everything, in the order of the table of settings. */
  public static List<SettingsCatalogue> all() {
    return Stream.of(
            OF_EVERY_PROCESS.stream(),
            Arrays.stream(ClusterService.values()).map(ClusterService::catalogue),
            Stream.of(StandaloneKeys.CATALOGUE))
        .flatMap(it -> it)
        .toList();
  }

  /** Those of a service's process. */
  public static Settings of(ClusterService service, SettingsSources sources)
      throws SettingsException {
    return reader().read(sources, service.catalogues());
  }

  /** Those of a command that looks at a cluster, or asks something of it. */
  public static Settings ofCommand(SettingsSources sources) throws SettingsException {
    return reader().read(sources, OF_COMMANDS);
  }

  /** Those that say what the topics shall be; brokers need not be named. */
  public static Settings ofTopics(SettingsSources sources) throws SettingsException {
    return reader().read(sources, List.of(KafkaKeys.TOPICS));
  }

  /** Those of the brokers and what the topics there shall be. */
  public static Settings ofBrokers(SettingsSources sources) throws SettingsException {
    return reader().read(sources, List.of(KafkaKeys.CATALOGUE));
  }

  /** Those of the whole pipeline in one process. */
  public static Settings ofStandalone(SettingsSources sources) throws SettingsException {
    return reader().read(sources, OF_STANDALONE);
  }

  /** Those of the import service, for a command; empty where nobody says which mailboxes. */
  public static Optional<Settings> ofDeliveries(SettingsSources sources) throws SettingsException {
    var perhaps = SettingsCatalogue.of("deliveries", PERHAPS_MAILBOXES);
    return reader().read(sources, List.of(perhaps)).get(PERHAPS_MAILBOXES).isPresent()
        ? Optional.of(reader().read(sources, List.of(ImportKeys.CATALOGUE)))
        : Optional.empty();
  }

  private static SettingsReader reader() {
    return new SettingsReader(all(), KafkaClients.OWN_PROPERTIES);
  }
}
