import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Prints the partitions of a cluster, its internal topics' too, that are not in sync on all their brokers; nothing if all are.
 *
 * <p>Usage: {@code InSync BOOTSTRAP}
 */
public final class InSync {
  private static final int PATIENCE_SECONDS = 20;

  private InSync() {}

  public static void main(String[] arguments) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      admin.describeTopics(names).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().forEach(InSync::print);
    }
  }

  private static void print(TopicDescription topic) {
    topic.partitions().stream().filter(it -> it.isr().size() < it.replicas().size())
        .forEach(it -> System.out.println(topic.name() + "-" + it.partition()));
  }
}
