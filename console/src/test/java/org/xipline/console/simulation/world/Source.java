package org.xipline.console.simulation.world;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.simulation.world.ArchivePool.ArchiveFile;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.topic.Topic;

/**
 * Archives that arrive, some of them again or for two connectors: in drops, or by a command that
 * says where its messages go.
 */
public final class Source {
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final String COMMAND = "import";

  private final World world;
  private final Choices choices;
  private final SimulatedProcess process;
  private final Producer<String, byte[]> producer;
  private final Sender sender;

  /** By connector and archive. */
  private final Map<String, String> servers = new HashMap<>();

  private int arrivals;

  public Source(World world) {
    this.world = world;
    this.choices = world.simulation().choices("source");
    this.process = world.simulation().process("source");
    this.producer = world.kafka().producer(process);
    this.sender = new Sender(world, process);
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
      String connector =
          switch (choices.below(10)) {
            case 0, 1, 2 -> COMMAND;
            case 3, 4, 5 -> Connectors.FLOOR;
            default -> Connectors.DESK;
          };
      String server = choices.oneOf(World.SERVERS);
      var _ = process.after(times.get(i), () -> arrive(file, connector, server));
    }
  }

  private void arrive(ArchiveFile file, String connector, String commanded) {
    boolean isDropped = !connector.equals(COMMAND);
    String server =
        isDropped
            ? world.connectors().connector(connector).getMailboxes().getLocation()
            : servers.getOrDefault(connector + file.id(), commanded);
    if (file.isGood() && servers.putIfAbsent(connector + file.id(), server) == null) {
      world.putIn(new Archive(connector, file.id(), server, file.items()));
    }
    if (isDropped) {
      sender.drop(file, connector);
    } else {
      publish(file, server);
    }
  }

  private void publish(ArchiveFile file, String server) {
    String arrivalId = "arrival-" + ++arrivals;
    world.simulation().note("source", arrivalId + " for " + server + ": " + file.path());
    var _ = process.start(arrivalId, () -> publish(file, server, arrivalId));
  }

  private void publish(ArchiveFile file, String server, String arrivalId) {
    try {
      while (true) {
        try {
          publish(arrival(file, server, arrivalId));
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

  private Arrival arrival(ArchiveFile file, String server, String arrivalId) throws IOException {
    Timestamp now = Messages.timestamp(world.simulation().clock().instant());
    return Arrival.newBuilder()
        .setConnector(COMMAND)
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
