package org.xipline.console.report;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.kafka.ClusterFinding;
import org.xipline.runtime.kafka.CreatedTopics;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.WantedTopic;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Role;
import org.xipline.schemas.topic.Topic;

/** What an installation needs on the brokers, for whoever administers them. */
public final class TopicsReport {
  private static final String BROKERS = "\"$BROKERS\"";
  private static final String BROKER_DEFAULT = "broker's";

  /** A topic; component names are the JSON's. */
  private record TopicLine(
      String name,
      String key,
      int partitions,
      @Nullable Integer replicationFactor,
      Map<String, String> config,
      List<String> writers,
      List<String> readers,
      String command) {

    static TopicLine of(WantedTopic wanted) {
      Topic<?> topic = wanted.topic();
      return new TopicLine(
          wanted.name(),
          topic.key(),
          wanted.partitions(),
          wanted.replicationFactor().orElse(null),
          wanted.config(),
          names(topic.writers()),
          names(topic.readers()),
          wanted.command(BROKERS));
    }
  }

  /** A consumer group; component names are the JSON's. */
  private record GroupLine(String name, String role, List<String> topics) {

    static GroupLine of(ConsumerGroup group, NamePrefix prefix) {
      return new GroupLine(
          prefix.on(group),
          nameOf(group.role()),
          group.topics().stream().<String>map(prefix::on).toList());
    }
  }

  /** What is wrong; component names are the JSON's. */
  private record FindingLine(String subject, String weight, String text) {

    static FindingLine of(ClusterFinding finding) {
      return new FindingLine(
          finding.subject(), finding.weight().name().toLowerCase(Locale.ROOT), finding.text());
    }
  }

  private TopicsReport() {}

  /** What is needed, as one JSON document. */
  public static void printJson(PrintStream out, TopicPlan plan) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("prefix", plan.prefix().text());
          json.writeName("topics");
          json.writePOJO(plan.topics().stream().map(TopicLine::of).toList());
          json.writeName("groups");
          json.writePOJO(groups(plan));
          json.writeStringProperty("transactionalIdPrefix", transactionalIds(plan));
          json.writeStringProperty("internalTopicPrefix", internalTopics(plan));
          json.writeName("brokers");
          json.writePOJO(brokerSettings());
          json.writeEndObject();
        });
  }

  /** What is needed, for people. */
  public static void printText(PrintStream out, TopicPlan plan) {
    List<TopicLine> topics = plan.topics().stream().map(TopicLine::of).toList();
    String row = columns(topics) + " %10s %8s %8s %-8s %-13s %-10s %-24s %s%n";
    out.printf(
        row,
        "TOPIC",
        "PARTITIONS",
        "COPIES",
        "IN SYNC",
        "CLEANUP",
        "RETENTION MS",
        "MAX BYTES",
        "WRITTEN BY",
        "READ BY");
    for (TopicLine topic : topics) {
      out.printf(
          row,
          topic.name(),
          topic.partitions(),
          topic.replicationFactor() == null ? BROKER_DEFAULT : topic.replicationFactor(),
          setting(topic, "min.insync.replicas"),
          setting(topic, "cleanup.policy"),
          setting(topic, "retention.ms"),
          setting(topic, "max.message.bytes"),
          String.join(" ", topic.writers()),
          String.join(" ", topic.readers()));
    }
    out.println();
    printGroups(out, plan);
    out.printf(
        "transactional ids begin with %s, topics that Kafka Streams makes with %s%n",
        transactionalIds(plan), internalTopics(plan));
    out.printf(
        "brokers: %s%n",
        brokerSettings().entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(joining(", ")));
    out.flush();
  }

  private static void printGroups(PrintStream out, TopicPlan plan) {
    for (GroupLine group : groups(plan)) {
      out.printf(
          "group %-24s of %-8s reads %s%n",
          group.name(), group.role(), String.join(" ", group.topics()));
    }
    out.printf(
        "group %-24s of %-8s for each mailbox server that a connector names%n",
        plan.prefix().on(ConsumerGroup.IMPORT.of("LOCATION")), nameOf(Role.IMPORT));
    out.printf(
        "group %-24s of %-8s for each command that reads the accounts%n",
        plan.prefix().on(ConsumerGroup.LEDGER_READING_PREFIX) + "ID", nameOf(Role.CONSOLE));
  }

  /** The commands that create the topics: a shell script. */
  public static void printCommands(PrintStream out, TopicPlan plan) {
    out.println("# BROKERS=host:port, and --command-config where the brokers want a log-in");
    plan.topics().forEach(topic -> out.println(topic.command(BROKERS)));
    out.flush();
  }

  /** What was created, and what is wrong with what was there. */
  public static void printCreated(PrintStream out, TopicPlan plan, CreatedTopics created) {
    Set<String> names = Set.copyOf(created.topics().stream().map(WantedTopic::name).toList());
    for (WantedTopic topic : plan.topics()) {
      out.printf("%-8s %s%n", names.contains(topic.name()) ? "created" : "there", topic.name());
    }
    created
        .findings()
        .forEach(it -> out.printf("%-8s %s%n", FindingLine.of(it).weight(), it.text()));
    out.flush();
  }

  /** The same, as one JSON document. */
  public static void printCreatedJson(PrintStream out, CreatedTopics created) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("created");
          json.writePOJO(created.topics().stream().map(TopicLine::of).toList());
          json.writeName("findings");
          json.writePOJO(created.findings().stream().map(FindingLine::of).toList());
          json.writeEndObject();
        });
  }

  private static List<GroupLine> groups(TopicPlan plan) {
    return ConsumerGroup.all().stream().map(it -> GroupLine.of(it, plan.prefix())).toList();
  }

  private static String transactionalIds(TopicPlan plan) {
    return plan.prefix().on("xipline-");
  }

  private static String internalTopics(TopicPlan plan) {
    return plan.prefix().on(ConsumerGroup.LEDGER) + "-";
  }

  private static Map<String, String> brokerSettings() {
    return new TreeMap<>(
        Map.of(
            "version",
            "4.0 or newer",
            "offsets.retention.minutes",
            "at least " + TopicPlan.longestRetention().toMinutes()));
  }

  private static String columns(List<TopicLine> topics) {
    return "%-" + topics.stream().mapToInt(it -> it.name().length()).max().orElse(1) + "s";
  }

  private static String setting(TopicLine topic, String name) {
    return Optional.ofNullable(topic.config().get(name)).orElse(BROKER_DEFAULT);
  }

  private static List<String> names(Set<Role> roles) {
    return roles.stream().map(TopicsReport::nameOf).toList();
  }

  private static String nameOf(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
