package org.xipline.ingest.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/**
 * The connectors that this instance polls. Decides whose turn it is; turns are taken elsewhere, one
 * at a time for each connector. For one thread.
 */
final class OwnedConnectors {

  /** Makes the task of a connector that has just been taken over. */
  @FunctionalInterface
  interface Tasks {
    ConnectorTask of(Connector connector, ConnectorRun last);
  }

  private final Function<Connector, ConnectorRun> lastRuns;
  private final Tasks tasks;
  private final DropClaims claims;
  private final ExecutorService turns;
  private final Duration between;
  private final InstantSource clock;
  private final Map<String, Owned> owned = new TreeMap<>();

  private record Owned(int partition, ConnectorTask task, Future<?> turn, Instant turnedAt) {}

  /**
   * @param lastRuns how the last run of a connector went, as it is recorded at this moment
   * @param between one turn of a connector and its next
   */
  OwnedConnectors(
      Function<Connector, ConnectorRun> lastRuns,
      Tasks tasks,
      DropClaims claims,
      ExecutorService turns,
      Duration between,
      InstantSource clock) {
    this.lastRuns = lastRuns;
    this.tasks = tasks;
    this.claims = claims;
    this.turns = turns;
    this.between = between;
    this.clock = clock;
  }

  /** Takes a connector over, or hears that it was changed. */
  void put(int partition, Connector connector) {
    Owned before = owned.get(connector.getName());
    if (before != null && before.task().connector().getDrop().equals(connector.getDrop())) {
      before.task().changed(connector);
      return;
    }
    remove(connector.getName());
    ConnectorTask task = tasks.of(connector, lastRuns.apply(connector));
    claims.announce(connector);
    owned.put(
        connector.getName(),
        new Owned(partition, task, CompletableFuture.completedFuture(null), Instant.MIN));
  }

  /** Gives a connector up; a turn that goes on is interrupted. */
  void remove(String connector) {
    Owned one = owned.remove(connector);
    if (one != null) {
      one.turn().cancel(true);
      claims.withdraw(connector);
    }
  }

  /** Gives up all connectors of a partition. */
  void removeAllOf(int partition) {
    owned.entrySet().stream()
        .filter(one -> one.getValue().partition() == partition)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::remove);
  }

  /** Begins the turns that it is time for. */
  void takeTurns() {
    Instant now = clock.instant();
    owned.replaceAll((_, one) -> {
      boolean isTime = one.turnedAt().equals(Instant.MIN) || isOver(one.turnedAt(), now);
      return one.turn().isDone() && isTime
          ? new Owned(one.partition(), one.task(), turns.submit(() -> turn(one.task())), now)
          : one;
    });
  }

  List<ConnectorView> views() {
    return owned.values().stream().map(one -> one.task().view()).toList();
  }

  /** A clock that was put back must not stop the turns. */
  private boolean isOver(Instant turnedAt, Instant now) {
    return !now.isBefore(turnedAt.plus(between)) || now.isBefore(turnedAt);
  }

  private void turn(ConnectorTask task) {
    try {
      task.turn(clock.instant());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
