package org.xipline.runtime.kafka;

import static org.xipline.runtime.kafka.Answers.get;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.schemas.topic.Role;

/** Says what of the brokers' own settings is not as it must be. */
final class BrokerCheck {
  private static final String OFFSETS_RETENTION = "offsets.retention.minutes";

  private final Admin admin;

  BrokerCheck(Admin admin) {
    this.admin = admin;
  }

  /** None where this principal may not read the brokers' settings. */
  List<ClusterFinding> findings() {
    try {
      return shortestRetention().flatMap(BrokerCheck::check).stream().toList();
    } catch (ClusterAuthorizationException _) {
      return List.of();
    }
  }

  /**
   * A group that is away for longer than its offsets are kept begins anew, and must then find all
   * that is there.
   */
  static Optional<ClusterFinding> check(Duration offsetsRetention) {
    Duration longest = TopicPlan.longestRetention();
    return offsetsRetention.compareTo(longest) >= 0
        ? Optional.empty()
        : Optional.of(
            new ClusterFinding(
                ClusterFinding.BROKERS,
                Weight.WEAK,
                EnumSet.allOf(Role.class),
                ("the brokers have %s=%d, but at least %d is required, because messages are kept"
                        + " for that long: set it in the brokers' server.properties")
                    .formatted(
                        OFFSETS_RETENTION, offsetsRetention.toMinutes(), longest.toMinutes())));
  }

  private Optional<Duration> shortestRetention() {
    Collection<Node> nodes = get(admin.describeCluster().nodes());
    List<ConfigResource> resources =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Map<ConfigResource, Config> configs = get(admin.describeConfigs(resources).all());
    return configs.values().stream()
        .flatMap(config -> Optional.ofNullable(config.get(OFFSETS_RETENTION)).stream())
        .map(ConfigEntry::value)
        .map(minutes -> Duration.ofMinutes(Long.parseLong(minutes)))
        .min(Comparator.naturalOrder());
  }
}
