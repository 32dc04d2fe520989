package org.xipline.runtime.kafka;

import static java.util.stream.Collectors.joining;
import static org.xipline.runtime.kafka.Answers.get;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.schemas.topic.Role;
import org.xipline.schemas.topic.Topic;

/** Sees to it that the topics are there, and are what the {@link TopicPlan} says. */
public final class TopicSetup {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicSetup.class);

  private final Admin admin;
  private final TopicPlan plan;

  public TopicSetup(Admin admin, TopicPlan plan) {
    this.admin = admin;
    this.plan = plan;
  }

  /** The same as {@link #ensure(Role...)}, for every role at once. */
  public boolean ensureAll() {
    return ensure(Role.values());
  }

  /**
   * Creates the topics that are absent and that these roles use. Several processes may do so at
   * once. What is weak is logged.
   *
   * @return whether all of them were there already, and can be written to
   * @throws TopicsUnsuitableException if topics that are there would break a promise of one of
   *     these roles: says which, and what to do
   * @throws BrokersTooOldException if the brokers lack what xipline needs
   * @throws KafkaException if the brokers cannot be asked, or there are too few of them
   */
  public boolean ensure(Role... roles) {
    BrokerVersion.require(admin);
    List<Topic<?>> used = usedBy(Set.of(roles));
    FoundTopics found = new TopicSearch(admin, plan.prefix()).find(used);
    List<ClusterFinding> findings = TopicCheck.findings(plan, found);
    refuseWhatStops(findings, roles);
    List<WantedTopic> absent = absent(used, found);
    absent.forEach(this::create);
    boolean ready = absent.isEmpty() && isLed(found);
    if (ready) {
      findings.forEach(it -> LOGGER.warn("{}", it.text()));
    }
    return ready;
  }

  /**
   * Creates the topics that are absent, and checks those that are there. Several processes may do
   * so at once.
   */
  public CreatedTopics createAbsent() {
    BrokerVersion.require(admin);
    FoundTopics found = search();
    return new CreatedTopics(
        absent(Topic.all(), found).stream().filter(this::create).toList(), checkFound(found));
  }

  /** Everything about topics and brokers that is not as it must be; an absent topic is, too. */
  public List<ClusterFinding> look() {
    return check(search());
  }

  /** The same, of topics that were found just now. */
  public List<ClusterFinding> check(FoundTopics found) {
    return Stream.concat(
            absent(Topic.all(), found).stream().map(TopicSetup::absence),
            checkFound(found).stream())
        .toList();
  }

  private List<ClusterFinding> checkFound(FoundTopics found) {
    return Stream.concat(
            TopicCheck.findings(plan, found).stream(), new BrokerCheck(admin).findings().stream())
        .toList();
  }

  /** The topics that are there. */
  public FoundTopics search() {
    return new TopicSearch(admin, plan.prefix()).find(Topic.all());
  }

  private static List<Topic<?>> usedBy(Set<Role> roles) {
    return Topic.all().stream()
        .<Topic<?>>map(it -> it)
        .filter(topic ->
            Stream.concat(topic.readers().stream(), topic.writers().stream())
                .anyMatch(roles::contains))
        .toList();
  }

  private static void refuseWhatStops(List<ClusterFinding> findings, Role... roles) {
    String problems =
        findings.stream()
            .filter(finding -> Arrays.stream(roles).anyMatch(finding::stops))
            .map(ClusterFinding::text)
            .collect(joining("; "));
    if (!problems.isEmpty()) {
      throw new TopicsUnsuitableException(problems);
    }
  }

  private static boolean isLed(FoundTopics found) {
    return found.topics().values().stream().allMatch(FoundTopic::led);
  }

  private List<WantedTopic> absent(Collection<? extends Topic<?>> topics, FoundTopics found) {
    return topics.stream()
        .filter(topic -> found.find(topic).isEmpty())
        .map(topic -> wanted(topic, found))
        .toList();
  }

  /** The retry topic follows a topic of messages that somebody made with another count. */
  private WantedTopic wanted(Topic<?> topic, FoundTopics found) {
    WantedTopic wanted = plan.wanted(topic);
    return topic == Topic.MESSAGES_RETRY
        ? found
            .find(Topic.MESSAGES)
            .map(messages -> wanted.withPartitions(messages.partitions()))
            .orElse(wanted)
        : wanted;
  }

  private boolean create(WantedTopic topic) {
    try {
      get(admin.createTopics(List.of(topic.asNewTopic())).all());
      return true;
    } catch (TopicExistsException _) {
      // Another process was faster.
      return false;
    }
  }

  private static ClusterFinding absence(WantedTopic topic) {
    return new ClusterFinding(
        topic.name(),
        ClusterFinding.Weight.BREAKING,
        Set.of(),
        "topic %s does not exist: xipline topics create".formatted(topic.name()));
  }
}
