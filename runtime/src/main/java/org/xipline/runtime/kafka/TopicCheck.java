package org.xipline.runtime.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.record.TimestampType;
import org.xipline.runtime.kafka.ClusterFinding.Weight;
import org.xipline.schemas.topic.Role;
import org.xipline.schemas.topic.Topic;
import org.xipline.schemas.topic.Topic.Cleanup;

/** Says what of the topics on the brokers is not as it must be. */
final class TopicCheck {
  private final TopicPlan plan;
  private final FoundTopics found;
  private final List<ClusterFinding> findings = new ArrayList<>();

  private TopicCheck(TopicPlan plan, FoundTopics found) {
    this.plan = plan;
    this.found = found;
  }

  /** In the order of the topics; one that is absent is no finding. */
  static List<ClusterFinding> findings(TopicPlan plan, FoundTopics found) {
    var check = new TopicCheck(plan, found);
    for (Topic<?> topic : Topic.all()) {
      found.find(topic).ifPresent(it -> check.check(topic, it));
    }
    check.checkRetriesBesideMessages();
    check.checkOutcomesBesideTheirAccounts();
    return List.copyOf(check.findings);
  }

  private void check(Topic<?> topic, FoundTopic it) {
    checkPartitions(topic, it);
    checkConfig(topic, it);
    checkCopies(topic, it);
  }

  private void checkPartitions(Topic<?> topic, FoundTopic it) {
    if (isReadAsTable(topic) && it.partitions() != topic.partitions()) {
      breaks(
          topic,
          "topic %s has %d partitions, but it is read as a table of %d: create it again with %d"
              .formatted(name(topic), it.partitions(), topic.partitions(), topic.partitions()));
    }
    plan.partitionsOf(topic)
        .filter(wanted -> wanted != it.partitions())
        .ifPresent(wanted ->
            add(
                topic,
                // The facts of an archive must stay in one partition.
                topic == Topic.OUTCOMES ? Weight.BREAKING : Weight.WEAK,
                ("topic %s has %d partitions, but %s is %d: if the number was changed, records of"
                        + " one key are in two partitions; if the topic was created with it, correct"
                        + " the setting")
                    .formatted(
                        name(topic), it.partitions(), KafkaKeys.partitionsKey(topic), wanted)));
  }

  private void checkConfig(Topic<?> topic, FoundTopic it) {
    boolean compacted = it.setting(CLEANUP_POLICY_CONFIG).contains("compact");
    if (compacted != (topic.cleanup() == Cleanup.COMPACT)) {
      breaks(topic, wrong(topic, it, CLEANUP_POLICY_CONFIG, TopicPlan.policy(topic)));
    }
    if (topic.cleanup() == Cleanup.DELETE && isShorter(it, topic)) {
      breaks(topic, wrong(topic, it, RETENTION_MS_CONFIG, TopicPlan.retention(topic)));
    }
    if (number(it, RETENTION_BYTES_CONFIG, -1) >= 0 && topic.cleanup() == Cleanup.DELETE) {
      breaks(topic, wrong(topic, it, RETENTION_BYTES_CONFIG, "-1"));
    }
    if (number(it, MAX_MESSAGE_BYTES_CONFIG, 0) < Topic.MAX_RECORD_BYTES) {
      String needed = String.valueOf(Topic.MAX_RECORD_BYTES);
      breaks(topic, wrong(topic, it, MAX_MESSAGE_BYTES_CONFIG, needed));
    }
    String ofBrokers = TimestampType.LOG_APPEND_TIME.name;
    if (topic.hasTimesOfBrokers() && !it.setting(MESSAGE_TIMESTAMP_TYPE_CONFIG).equals(ofBrokers)) {
      add(topic, Weight.WEAK, wrong(topic, it, MESSAGE_TIMESTAMP_TYPE_CONFIG, ofBrokers));
    }
  }

  /** A record that one broker alone has acknowledged is lost with it. */
  private void checkCopies(Topic<?> topic, FoundTopic it) {
    int wanted = plan.replicationFactor().orElse(found.brokers() > 1 ? 2 : 1);
    if (it.copies() < wanted) {
      add(
          topic,
          Weight.WEAK,
          "topic %s has %d of %d replicas: add replicas with kafka-reassign-partitions.sh"
              .formatted(name(topic), it.copies(), wanted));
    }
    long insync = number(it, MIN_IN_SYNC_REPLICAS_CONFIG, 1);
    int least = plan.leastInsync(it.copies());
    if (insync > it.copies()) {
      breaks(topic, wrong(topic, it, MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(least)));
    } else if (insync < least) {
      add(topic, Weight.WEAK, wrong(topic, it, MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(least)));
    }
  }

  /**
   * A mailbox's messages and its retries stay with one importer only while the counts are equal.
   */
  private void checkRetriesBesideMessages() {
    FoundTopic messages = found.topics().get(Topic.MESSAGES);
    FoundTopic retries = found.topics().get(Topic.MESSAGES_RETRY);
    if (messages != null && retries != null && messages.partitions() != retries.partitions()) {
      breaks(
          Topic.MESSAGES_RETRY,
          ("topic %s has %d partitions and %s has %d: they must have the same number; add"
                  + " partitions to the one with fewer while no importer is running")
              .formatted(
                  name(Topic.MESSAGES),
                  messages.partitions(),
                  name(Topic.MESSAGES_RETRY),
                  retries.partitions()));
    }
  }

  /** The ledger has kept its accounts by the partitions that there were at first. */
  private void checkOutcomesBesideTheirAccounts() {
    FoundTopic outcomes = found.topics().get(Topic.OUTCOMES);
    if (outcomes == null) {
      return;
    }
    found.changelogs().entrySet().stream()
        .filter(changelog -> changelog.getValue() != outcomes.partitions())
        .min(Map.Entry.comparingByKey())
        .ifPresent(changelog ->
            breaks(
                Topic.OUTCOMES,
                ("topic %s has %d partitions, but the accounts use %d (%s): the facts of one"
                        + " archive must stay in one partition; create the topic again with %d, and"
                        + " copy its records by key")
                    .formatted(
                        name(Topic.OUTCOMES),
                        outcomes.partitions(),
                        changelog.getValue(),
                        changelog.getKey(),
                        changelog.getValue())));
  }

  /** Those that instances read on their own, partition by partition, and not as a group. */
  private static boolean isReadAsTable(Topic<?> topic) {
    return topic.cleanup() == Cleanup.COMPACT || topic.partitions() == 1;
  }

  private static boolean isShorter(FoundTopic found, Topic<?> topic) {
    long kept = number(found, RETENTION_MS_CONFIG, -1);
    long wanted = topic.retention().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    return kept >= 0 && kept < wanted;
  }

  private static long number(FoundTopic found, String name, long otherwise) {
    String text = found.setting(name);
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }

  private String wrong(Topic<?> topic, FoundTopic found, String setting, String wanted) {
    return ("topic %s has %s=%s, but %s is required: kafka-configs.sh --alter --topic %s"
            + " --add-config %s=%s")
        .formatted(
            name(topic), setting, found.setting(setting), wanted, name(topic), setting, wanted);
  }

  private String name(Topic<?> topic) {
    return plan.prefix().on(topic);
  }

  private void breaks(Topic<?> topic, String text) {
    add(topic, Weight.BREAKING, text);
  }

  private void add(Topic<?> topic, Weight weight, String text) {
    findings.add(new ClusterFinding(name(topic), weight, concerned(topic), text));
  }

  /**
   * The console writes to nearly every topic when an operator asks for a replay; it must come up to
   * say what is wrong with those that others read.
   */
  private static Set<Role> concerned(Topic<?> topic) {
    var concerned = EnumSet.copyOf(topic.readers());
    topic.writers().stream().filter(role -> role != Role.CONSOLE).forEach(concerned::add);
    return concerned;
  }
}
