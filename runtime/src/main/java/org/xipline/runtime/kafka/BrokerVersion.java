package org.xipline.runtime.kafka;

import static org.xipline.runtime.kafka.Answers.get;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.server.common.GroupVersion;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Whether the brokers are Kafka 4.0 or newer. Groups by the protocol of KIP-848, which only 4.0
 * serves, are what one importer for a mailbox rests on.
 */
final class BrokerVersion {

  private BrokerVersion() {}

  /**
   * Asks the brokers.
   *
   * @throws BrokersTooOldException if they are older, or still run at the level of an older release
   */
  static void require(Admin admin) {
    requireLevels(levels(admin));
  }

  private static void requireLevels(Map<String, FinalizedVersionRange> levels) {
    int release = level(levels, MetadataVersion.FEATURE_NAME);
    if (release < MetadataVersion.IBP_4_0_IV0.featureLevel()
        || level(levels, GroupVersion.FEATURE_NAME) < GroupVersion.GV_1.featureLevel()) {
      throw new BrokersTooOldException(
          ("the brokers are older than Kafka 4.0, or run at the level of an older release (%s):"
                  + " xipline requires 4.0 or newer; upgrade them, then run: kafka-features.sh"
                  + " upgrade --release-version 4.0")
              .formatted(nameOf(release)));
    }
  }

  /** Empty where brokers are so old that they do not know the question. */
  private static Map<String, FinalizedVersionRange> levels(Admin admin) {
    try {
      return get(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    } catch (UnsupportedVersionException _) {
      return Map.of();
    }
  }

  private static int level(Map<String, FinalizedVersionRange> levels, String feature) {
    FinalizedVersionRange range = levels.get(feature);
    return range == null ? 0 : range.maxVersionLevel();
  }

  private static String nameOf(int release) {
    boolean known =
        release >= MetadataVersion.MINIMUM_VERSION.featureLevel()
            && release <= MetadataVersion.latestTesting().featureLevel();
    String name =
        known ? MetadataVersion.fromFeatureLevel((short) release).toString() : "before KRaft";
    return MetadataVersion.FEATURE_NAME + " " + name;
  }
}
