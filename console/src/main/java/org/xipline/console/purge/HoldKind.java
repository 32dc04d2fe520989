package org.xipline.console.purge;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionRecords;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.LegalHold;
import org.xipline.schemas.topic.Topic;

/** Placing and releasing legal holds. */
public enum HoldKind implements ActionKind {
  PLACE("hold-placement") {
    @Override
    ProducerRecord<String, byte[]> record(String key, LegalHold hold) {
      return ActionRecords.of(Topic.HOLDS, key, hold);
    }
  },
  RELEASE("hold-release") {
    @Override
    ProducerRecord<String, byte[]> record(String key, LegalHold hold) {
      return ActionRecords.removal(Topic.HOLDS, key);
    }
  };

  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final String code;

  HoldKind(String code) {
    this.code = code;
  }

  abstract ProducerRecord<String, byte[]> record(String key, LegalHold hold);

  @Override
  public String code() {
    return code;
  }

  @Override
  public Duration silence() {
    return SILENCE;
  }

  @Override
  public Effects effectsOf(ActionState action) {
    return new HoldEffects(action);
  }

  private final class HoldEffects implements Effects {
    private final ActionState action;

    private HoldEffects(ActionState action) {
      this.action = action;
    }

    @Override
    public int elementsAtOnce() {
      return 1;
    }

    @Override
    public ChunkEffects of(List<String> elements) {
      return new ChunkEffects(elements.stream().map(this::record).toList(), 0);
    }

    private ProducerRecord<String, byte[]> record(String line) {
      HeldArchives held = HeldArchives.ofLine(line);
      LegalHold hold =
          LegalHold.newBuilder()
              .setConnector(held.connector())
              .setArchiveId(held.archiveId())
              .setPlacedBy(action.started().getActor().getName())
              .setWhy(action.started().getWhy())
              .setPlacedAt(Moments.timestamp(action.startedAt()))
              .build();
      return HoldKind.this.record(held.recordKey(), hold);
    }

    @Override
    public void close() {
      // Holds nothing open.
    }
  }
}
