package org.xipline.console.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;

/** Lets commands find the pipeline that runs for good on a data directory. */
public final class RunningPipeline {

  private RunningPipeline() {}

  /** Joins it; empty where none runs. */
  public static Optional<ClusterPipeline> join(DataDirectory data) throws IOException {
    Optional<String> address = address(data);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var connection = KafkaConnection.nearby(address.get());
    return Optional.of(ClusterPipeline.at(connection, new DirectoryPayloadStore(data.payloads())));
  }

  /** Whether one runs. */
  public static boolean runs(DataDirectory data) throws IOException {
    return address(data).isPresent();
  }

  /** Says that it runs, until what is returned is closed; a killed one leaves its word behind. */
  static AutoCloseable announce(DataDirectory data, KafkaConnection connection) throws IOException {
    Files.writeString(data.runningFile(), connection.bootstrapServers(), US_ASCII);
    return () -> Files.deleteIfExists(data.runningFile());
  }

  /** Of its broker; empty where none runs. */
  private static Optional<String> address(DataDirectory data) throws IOException {
    try {
      String address = Files.readString(data.runningFile(), US_ASCII).strip();
      return DataLock.isTaken(data) ? Optional.of(address) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
