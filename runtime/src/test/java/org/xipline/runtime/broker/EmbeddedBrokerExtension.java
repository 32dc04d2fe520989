package org.xipline.runtime.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;

/**
 * Gives a test class a real broker of its own, with the topics set up: declare a parameter of type
 * {@link KafkaConnection}. It stops with the class.
 */
public final class EmbeddedBrokerExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmbeddedBrokerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KafkaConnection.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getParent()
        .orElse(context)
        .getStore(NAMESPACE)
        .computeIfAbsent("broker", _ -> new RunningBroker(), RunningBroker.class)
        .connection();
  }

  private static final class RunningBroker implements AutoCloseable {
    private final Path directory;
    private final EmbeddedBroker broker;

    RunningBroker() {
      try {
        directory = Files.createTempDirectory("xipline-broker");
        broker = EmbeddedBroker.start(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try (Admin admin = new KafkaClients(connection()).admin()) {
        new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
      }
    }

    KafkaConnection connection() {
      return KafkaConnection.nearby(broker.bootstrapServers());
    }

    @Override
    public void close() throws Exception {
      broker.close();
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
