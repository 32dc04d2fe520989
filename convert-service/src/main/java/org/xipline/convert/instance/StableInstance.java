package org.xipline.convert.instance;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;
import org.xipline.runtime.kafka.KafkaClients;

/**
 * A process of Kafka Streams that keeps its name over restarts: a new incarnation takes over the
 * partitions and the open transactions of one that was killed, at once.
 */
public final class StableInstance {
  private final KafkaClients clients;
  private final String group;
  private final InstanceName name;
  private final int threads;

  private StableInstance(KafkaClients clients, String group, InstanceName name, int threads) {
    this.clients = clients;
    this.group = group;
    this.name = name;
    this.threads = threads;
  }

  /**
   * The one that a configuration names; empty for dynamic membership.
   *
   * @param streams of Kafka Streams, with the group instance id of its main consumer
   * @param threads how many threads it runs
   */
  public static Optional<StableInstance> of(KafkaClients clients, Properties streams, int threads) {
    return Optional.ofNullable(
            streams.getProperty(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)))
        .map(name ->
            new StableInstance(
                clients,
                streams.getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                new InstanceName(name),
                threads));
  }

  /** The clients to run Kafka Streams with. */
  public KafkaClientSupplier clients() {
    return new NamedClients(name);
  }

  /** The transactional id of the thread to which Kafka Streams has given this one. */
  public String transactionalId(String given) {
    return name.transactionalId(given);
  }

  /** Ends what a killed process of this name left behind; before Kafka Streams is started. */
  public void endLeftovers() {
    try (Admin admin = clients.admin()) {
      new Leftovers(admin, group, name, threads).end();
    }
  }

  /**
   * Whether a member of the group has the name of this process's thread. To be asked when the
   * thread is no member: then another process has its name.
   *
   * @param thread its number
   * @throws ExecutionException if the brokers do not tell
   */
  public boolean isTaken(int thread) throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      return members(admin, group).stream()
          .flatMap(member -> member.groupInstanceId().stream())
          .anyMatch(name.ofThread(thread)::equals);
    }
  }

  /** The members of a group; none if there is no such group. */
  static List<MemberDescription> members(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .flatMap(description -> description.members().stream())
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public String toString() {
    return name.value();
  }
}
