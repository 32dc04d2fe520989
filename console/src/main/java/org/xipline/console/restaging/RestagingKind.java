package org.xipline.console.restaging;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.action.ActionKind;
import org.xipline.console.action.ActionRecords;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Restaging;
import org.xipline.schemas.topic.Topic;

/**
 * Asks ingest to stage archives again. The arrivals are the action's effects; what they come to is
 * a fact of ingest, and finding out about it needs no action.
 */
public final class RestagingKind implements ActionKind {
  static final String CODE = "restaging";
  private static final Duration SILENCE = Duration.ofMinutes(2);

  @Override
  public String code() {
    return CODE;
  }

  @Override
  public Duration silence() {
    return SILENCE;
  }

  @Override
  public Effects effectsOf(ActionState action) {
    return new RestagingEffects(action);
  }

  private record RestagingEffects(ActionState action) implements Effects {
    private static final int AT_ONCE = 500;

    @Override
    public int elementsAtOnce() {
      return AT_ONCE;
    }

    @Override
    public ChunkEffects of(List<String> elements) {
      return new ChunkEffects(
          elements.stream().map(RestagedFile::ofLine).map(this::record).toList(), 0);
    }

    private ProducerRecord<String, byte[]> record(RestagedFile file) {
      Arrival arrival =
          file.arrival()
              .setArrivedAt(Moments.timestamp(action.startedAt()))
              .setRestaging(
                  Restaging.newBuilder()
                      .setRequestedBy(action.started().getActor().getName())
                      .setWhy(action.started().getWhy()))
              .build();
      return ActionRecords.of(Topic.ARRIVALS, keyOf(file).asRecordKey(), arrival);
    }

    private static ArchiveKey keyOf(RestagedFile file) {
      return new ArchiveKey(new ConnectorName(file.connector()), new ArchiveId(file.archiveId()));
    }

    @Override
    public void close() {
      // Holds nothing open.
    }
  }
}
