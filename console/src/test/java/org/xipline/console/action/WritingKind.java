package org.xipline.console.action;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.schemas.topic.Topic;

/**
 * Writes each element of a selection to {@code xip.messages}, as a record's key.
 *
 * @param atOnce elements of a chunk
 * @param before is told of each chunk before its effects are known
 */
record WritingKind(String code, int atOnce, BeforeChunk before) implements ActionKind {

  /** May fail, or take its time. */
  @FunctionalInterface
  interface BeforeChunk {
    void chunk(List<String> elements) throws IOException, InterruptedException;
  }

  WritingKind(String code, int atOnce) {
    this(code, atOnce, _ -> {});
  }

  @Override
  public Duration silence() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Effects effectsOf(ActionState action) {
    return new Effects() {
      @Override
      public int elementsAtOnce() {
        return atOnce;
      }

      @Override
      public ChunkEffects of(List<String> elements) throws IOException, InterruptedException {
        before.chunk(elements);
        return new ChunkEffects(
            elements.stream()
                .map(it -> new ProducerRecord<>(Topic.MESSAGES.name(), it, new byte[] {1}))
                .toList(),
            0);
      }

      @Override
      public void close() {}
    };
  }
}
