package org.xipline.runtime.kafka;

import java.util.HashMap;
import java.util.Optional;
import org.xipline.runtime.settings.Setting;
import org.xipline.runtime.settings.SettingType;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsCatalogue;

/** Settings of the cluster and its topics. */
public final class KafkaKeys {
  private static final String STREAMS_REPLICATION = "replication.factor";

  public static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.required(
          "kafka.bootstrap.servers",
          SettingType.text("HOST:PORT, comma-separated"),
          "Brokers to ask for the others. Any other property of Kafka's clients may follow `kafka.`"
              + " and is handed on as it is; one that is secret may come from a file:"
              + " `kafka.ssl.keystore.password-file`.");

  /** Empty for the broker's default. */
  public static final Setting<Optional<Integer>> REPLICATION_FACTOR =
      Setting.of(
          "topics.replication-factor",
          SettingType.number(1, 15).optional(),
          "",
          "Copies of each topic that is created, those of Kafka Streams too;"
              + " by default what the brokers say.");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of("Kafka", BOOTSTRAP_SERVERS, REPLICATION_FACTOR);

  private KafkaKeys() {}

  /** The cluster that is meant; who asks is not said yet. */
  public static KafkaConnection connection(Settings settings) {
    var properties = new HashMap<>(settings.kafkaProperties());
    settings
        .get(REPLICATION_FACTOR)
        .ifPresent(copies -> properties.put(STREAMS_REPLICATION, String.valueOf(copies)));
    return new KafkaConnection(settings.get(BOOTSTRAP_SERVERS), properties, "");
  }
}
