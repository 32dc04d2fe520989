package org.xipline.console.simulation.world;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.simulation.world.ArchivePool.ArchiveFile;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.topic.Topic;

/** Archives that arrive, some of them again or for two connectors. */
public final class Source {
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Map<String, String> SERVERS =
      Map.of("desk", World.OWN_SERVER, "floor", World.OTHER_SERVER);

  private final World world;
  private final Choices choices;
  private final SimulatedProcess process;
  private final Producer<String, byte[]> producer;
  private final Set<String> seen = new HashSet<>();
  private int arrivals;

  public Source(World world) {
    this.world = world;
    this.choices = world.simulation().choices("source");
    this.process = world.simulation().process("source");
    this.producer = world.kafka().producer(process);
  }

  /** Lets one arrive at each of these times, counted from now. */
  public void start(List<Duration> times) {
    List<ArchiveFile> drawn = new ArrayList<>();
    for (Duration _ : times) {
      drawn.add(
          !drawn.isEmpty() && choices.chance(0.2)
              ? choices.oneOf(drawn)
              : choices.oneOf(ArchivePool.get().files()));
    }
    for (int i = 0; i < times.size(); i++) {
      ArchiveFile file = drawn.get(i);
      String connector = choices.chance(0.7) ? "desk" : "floor";
      var _ = process.after(times.get(i), () -> arrive(file, connector));
    }
  }

  private void arrive(ArchiveFile file, String connector) {
    String server = SERVERS.getOrDefault(connector, World.OWN_SERVER);
    if (file.isGood() && seen.add(connector + file.id())) {
      world.putIn(new Archive(connector, file.id(), server, file.items()));
    }
    String arrivalId = "arrival-" + ++arrivals;
    world.simulation().note("source", arrivalId + " of " + connector + ": " + file.path());
    var _ = process.start(arrivalId, () -> publish(file, connector, server, arrivalId));
  }

  private void publish(ArchiveFile file, String connector, String server, String arrivalId) {
    try {
      while (true) {
        try {
          publish(arrival(file, connector, server, arrivalId));
          return;
        } catch (IOException | ExecutionException e) {
          world.simulation().note("source", "tries again after " + e);
          world.simulation().sleep(AGAIN);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(Arrival arrival) throws ExecutionException, InterruptedException {
    var _ =
        producer
            .send(
                new ProducerRecord<>(
                    Topic.ARRIVALS.name(),
                    arrival.getConnector() + "/" + arrival.getArchiveId(),
                    arrival.toByteArray()))
            .get();
  }

  private Arrival arrival(ArchiveFile file, String connector, String server, String arrivalId)
      throws IOException {
    Timestamp now = Messages.timestamp(world.simulation().clock().instant());
    return Arrival.newBuilder()
        .setConnector(connector)
        .setArchiveId(file.id())
        .setArrivalId(arrivalId)
        .setLocation(file.path().toUri().toString())
        .setFileName(file.path().getFileName().toString())
        .setSizeBytes(1)
        .setSnapshotId(ArchivePool.get().rules(server).storeIn(world.payloads()))
        .setArrivedAt(now)
        .build();
  }
}
