package org.xipline.convert;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.service.ServiceContext;

/** The convert service in a process of its own, to be killed. */
final class ConvertProcess {
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private ConvertProcess() {}

  /** Runs until it is killed: broker, name of the instance, folder. */
  public static void main(String[] args) throws IOException {
    service(KafkaConnection.nearby(args[0]).as(args[1]), Path.of(args[2])).start();
  }

  /** Starts such a process. */
  static Process start(KafkaConnection connection, Path folder) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ConvertProcess.class.getName(),
                connection.bootstrapServers(),
                connection.instanceId(),
                folder.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("process.log").toFile())
        .start();
  }

  /** The same service in this process: no time-out of a transaction helps it. */
  static ConvertService service(KafkaConnection connection, Path folder) throws IOException {
    var settings =
        new ConvertSettings(folder.resolve("state"), 2, Duration.ofSeconds(5), TRANSACTION_TIMEOUT);
    return new ConvertService(
        new ServiceContext(
            "test",
            settings.stateDirectory(),
            connection,
            new DirectoryPayloadStore(folder.resolve("payloads")),
            new SimpleMeterRegistry(),
            (name, cause) -> {
              throw new AssertionError(name, cause);
            }),
        settings);
  }
}
