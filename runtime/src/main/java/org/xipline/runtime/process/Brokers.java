package org.xipline.runtime.process;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.xipline.runtime.kafka.BrokersTooOldException;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.runtime.kafka.TopicsUnsuitableException;
import org.xipline.schemas.topic.Role;

/**
 * Waits until the brokers answer and the topics are there, however long that takes: processes of a
 * cluster are started in any order.
 */
public final class Brokers {
  private static final int ATTEMPT_MILLIS = 5_000;
  private static final String UNRESOLVED = "No resolvable bootstrap urls";

  private final KafkaConnection connection;
  private final TopicPlan plan;
  private final Role role;

  /**
   * @param plan of the topics
   * @param role of this process: it needs its own topics only
   */
  public Brokers(KafkaConnection connection, TopicPlan plan, Role role) {
    this.connection = connection;
    this.plan = plan;
    this.role = role;
  }

  /**
   * Waits, and returns whether the topics are there; not if the waiting was ended.
   *
   * @throws TopicsUnsuitableException if they are not what they must be
   * @throws BrokersTooOldException if the brokers lack what xipline needs
   * @throws KafkaException if waiting cannot help: this user may not log in, say
   */
  public boolean awaitTopics(StartupWait patience) throws InterruptedException {
    return patience.await("the brokers at " + connection.bootstrapServers(), this::attempt);
  }

  /** What is still missing; nothing when the topics are there. */
  private Optional<String> attempt() {
    try (Admin admin = admin()) {
      return new TopicSetup(admin, plan).ensure(role)
          ? Optional.empty()
          : Optional.of("topics are being created, or have no leader yet");
    } catch (KafkaException e) {
      if (isLasting(e)) {
        throw e;
      }
      return Optional.of(reason(e));
    }
  }

  private Admin admin() {
    return new KafkaClients(connection)
        .admin(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ATTEMPT_MILLIS));
  }

  private static boolean isLasting(KafkaException e) {
    Throwable root = root(e);
    return root instanceof AuthenticationException
        || root instanceof AuthorizationException
        || root instanceof UnsupportedVersionException
        || root instanceof ConfigException && !reason(e).contains(UNRESOLVED);
  }

  private static String reason(Throwable e) {
    Throwable root = root(e);
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : root(cause);
  }
}
