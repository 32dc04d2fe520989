package org.xipline.console.action;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.topic.Topic;

/**
 * A process in the middle of an action: its third chunk is one transaction over {@code
 * xip.messages} and {@code xip.outcomes} that takes a while.
 */
final class ActingProcess {
  static final String UNCOMMITTED = "uncommitted";

  private ActingProcess() {}

  /** Arguments: bootstrap servers, directory of payloads, kind, elements. */
  public static void main(String[] arguments) throws Exception {
    var clients = new KafkaClients(KafkaConnection.nearby(arguments[0]));
    var payloads = new DirectoryPayloadStore(Path.of(arguments[1]));
    ConsoleProcess process = ConsoleProcess.current();
    InstantSource clock = InstantSource.system();
    try (var actions =
        new Actions(clients, payloads, clock, process, Liveness.seenFrom(process, clock))) {
      var request =
          new ActionRequest(
              UUID.randomUUID().toString(),
              "elements",
              "dora",
              "a test",
              List.of(arguments).subList(3, arguments.length),
              0,
              Map.of());
      var _ = actions.run(new EndlessWriting(new WritingKind(arguments[2], 1)), request);
    }
  }

  /** Writes as the other does; its third chunk sends some more, and never comes to its commit. */
  private record EndlessWriting(WritingKind usual) implements ActionKind {

    @Override
    public String code() {
      return usual.code();
    }

    @Override
    public Duration silence() {
      return usual.silence();
    }

    @Override
    public Effects effectsOf(ActionState action) {
      Effects effects = usual.effectsOf(action);
      return new Effects() {
        private int chunk;

        @Override
        public int elementsAtOnce() {
          return 1;
        }

        @Override
        public ChunkEffects of(List<String> elements) throws IOException, InterruptedException {
          ChunkEffects few = effects.of(elements);
          return chunk++ < 2 ? few : new ChunkEffects(withoutEnd(few), 0);
        }

        @Override
        public void close() {
          effects.close();
        }
      };
    }

    private static List<ProducerRecord<String, byte[]>> withoutEnd(ChunkEffects few) {
      List<ProducerRecord<String, byte[]>> records = new ArrayList<>(few.records());
      for (Topic topic : List.of(Topic.OUTCOMES, Topic.MESSAGES)) {
        records.add(new ProducerRecord<>(topic.name(), UNCOMMITTED, new byte[] {1}));
      }
      records.add(new Unsendable());
      return records;
    }
  }

  /** Its sender waits for its value for ever, with the transaction open, and says so. */
  private static final class Unsendable extends ProducerRecord<String, byte[]> {
    private Unsendable() {
      super(Topic.MESSAGES.name(), UNCOMMITTED, new byte[] {1});
    }

    @Override
    public byte[] value() {
      System.out.println(UNCOMMITTED);
      while (true) {
        LockSupport.park(this);
      }
    }
  }
}
