package org.xipline.console.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xipline.console.connector.ConnectorRegistry.Change;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.Schedule;

/** Several consoles at one registry, on a real broker. */
@ExtendWith(EmbeddedBrokerExtension.class)
@Timeout(120)
class ConnectorRegistryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int EDITS_OF_EACH = 5;

  private final String name = "c" + UUID.randomUUID();
  private ConnectorRegistry one;
  private ConnectorRegistry other;

  @BeforeEach
  void connect(KafkaConnection broker) {
    one = new ConnectorRegistry(new KafkaClients(broker));
    other = new ConnectorRegistry(new KafkaClients(broker));
  }

  private static Change put(String name, long limit) {
    return new Change.Put(
        Connector.newBuilder()
            .setName(name)
            .setLimitBytes(limit)
            .setSchedule(Schedule.newBuilder().setWatch(true))
            .build());
  }

  private long limit() {
    return one.find(name, NOW).orElseThrow().connector().getLimitBytes();
  }

  private void raise(ConnectorRegistry registry) throws IOException {
    registry.edit(
        NOW,
        all ->
            List.of(
                put(
                    name,
                    1
                        + ConnectorRegistry.find(name, all)
                            .orElseThrow()
                            .connector()
                            .getLimitBytes())));
  }

  @Test
  void shouldLoseNoEditOfSeveralConsolesAtOnce() throws Exception {
    // Given
    one.edit(NOW, _ -> List.of(put(name, 0)));

    // When
    try (ExecutorService consoles = Executors.newFixedThreadPool(2)) {
      List<Future<?>> editing = new ArrayList<>();
      for (ConnectorRegistry registry : List.of(one, other)) {
        editing.add(
            consoles.submit(() -> {
              for (int i = 0; i < EDITS_OF_EACH; i++) {
                raise(registry);
              }
              return null;
            }));
      }
      for (Future<?> console : editing) {
        console.get();
      }
    }

    // Then
    assertThat(limit()).isEqualTo(2 * EDITS_OF_EACH);
  }

  @Test
  void shouldDecideAnewWhereAnotherEditCameInBetween() throws Exception {
    // Given an edit that has read, and is slow to write
    one.edit(NOW, _ -> List.of(put(name, 1)));
    var hasRead = new CountDownLatch(1);
    var others = new CountDownLatch(1);
    var seen = new ArrayList<Long>();
    try (ExecutorService console = Executors.newSingleThreadExecutor()) {
      Future<?> slow =
          console.submit(() -> {
            one.edit(
                NOW,
                all -> {
                  long limit =
                      ConnectorRegistry.find(name, all).orElseThrow().connector().getLimitBytes();
                  seen.add(limit);
                  hasRead.countDown();
                  awaited(others);
                  return List.of(put(name, limit + 1));
                });
            return null;
          });

      // When
      hasRead.await();
      other.edit(NOW, _ -> List.of(put(name, 10)));
      others.countDown();
      slow.get();
    }

    // Then
    assertThat(seen).containsExactly(1L, 10L);
    assertThat(limit()).isEqualTo(11);
  }

  @Test
  void shouldGiveAConnectorAnotherVersionWithEachEdit() throws Exception {
    // Given
    one.edit(NOW, _ -> List.of(put(name, 1)));
    long version = one.find(name, NOW).orElseThrow().version();
    assertThat(one.find(name, NOW).orElseThrow().version()).isEqualTo(version);

    // When
    other.edit(NOW, _ -> List.of(put(name, 1)));

    // Then
    assertThat(one.find(name, NOW).orElseThrow().version()).isGreaterThan(version);
  }

  @Test
  void shouldWriteNothingWhereTheEditRefuses() throws Exception {
    // Given
    one.edit(NOW, _ -> List.of(put(name, 1)));

    // When, then
    assertThatThrownBy(() ->
            one.edit(
                NOW,
                _ -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(limit()).isEqualTo(1);
    one.edit(NOW, _ -> List.of(new Change.Remove(name)));
    assertThat(one.find(name, NOW)).isEmpty();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
