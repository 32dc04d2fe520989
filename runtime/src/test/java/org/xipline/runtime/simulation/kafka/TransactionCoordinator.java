package org.xipline.runtime.simulation.kafka;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.runtime.simulation.Simulation;

/** Who holds which transactional id, and which transaction is open under it. */
final class TransactionCoordinator {
  private final ScriptedKafka kafka;
  private final Simulation simulation;
  private final KafkaTimes times;
  private final Map<String, Holding> holdings = new HashMap<>();

  /** Those that are decided, while not all readers know it. */
  private final List<ScriptedTransaction> unsettled = new ArrayList<>();

  private int incarnations;

  /** An id in somebody's hand. */
  private static final class Holding {
    private final SimulatedProcess process;
    private final Duration timeout;
    private int incarnation;
    private int overran = -1;
    private Instant lastUsed;
    private @Nullable ScriptedTransaction transaction;

    Holding(SimulatedProcess process, Duration timeout, int incarnation, Instant now) {
      this.process = process;
      this.timeout = timeout;
      this.incarnation = incarnation;
      this.lastUsed = now;
    }
  }

  /** How a producer stands with its id. */
  enum Standing {
    HOLDS,
    /** Another producer has taken the id. */
    FENCED,
    /** Its transaction lasted too long and was aborted. */
    OVERRAN,
    /** The id was not used for long and is forgotten. */
    FORGOTTEN
  }

  TransactionCoordinator(ScriptedKafka kafka, Simulation simulation, KafkaTimes times) {
    this.kafka = kafka;
    this.simulation = simulation;
    this.times = times;
  }

  /** Takes an id; what its last holder has left open is aborted. */
  int take(String id, Duration timeout, SimulatedProcess process) {
    Holding before = holdings.get(id);
    if (before != null) {
      abort(before);
    }
    int incarnation = ++incarnations;
    holdings.put(id, new Holding(process, timeout, incarnation, simulation.clock().instant()));
    forgetIfUnused(id);
    return incarnation;
  }

  Standing standing(String id, int incarnation) {
    Holding holding = holdings.get(id);
    if (holding == null) {
      return Standing.FORGOTTEN;
    }
    if (holding.incarnation == incarnation) {
      return Standing.HOLDS;
    }
    return holding.overran == incarnation ? Standing.OVERRAN : Standing.FENCED;
  }

  /** The open transaction of this id; begun by the first that asks. */
  ScriptedTransaction open(String id) {
    Holding holding = holding(id);
    ScriptedTransaction known = holding.transaction;
    if (known != null) {
      return known;
    }
    var begun = new ScriptedTransaction(id);
    holding.transaction = begun;
    simulation.after(
        holding.timeout.plus(kafka.choices().upTo(times.transactionSweep())),
        () -> abortIfOpen(holding, begun));
    return begun;
  }

  Optional<ScriptedTransaction> current(String id) {
    return Optional.ofNullable(holdings.get(id)).map(holding -> holding.transaction);
  }

  /** Whether the transaction before is over for its readers too. */
  boolean isSettled(String id) {
    return unsettled.stream().noneMatch(it -> it.transactionalId.equals(id));
  }

  private void abortIfOpen(Holding holding, ScriptedTransaction transaction) {
    if (holding.transaction == transaction) {
      kafka.note("transactions", transaction.transactionalId + " lasted too long");
      holding.overran = holding.incarnation;
      holding.incarnation = ++incarnations;
      abort(holding);
    }
  }

  private void abort(Holding holding) {
    ScriptedTransaction transaction = holding.transaction;
    if (transaction != null) {
      end(holding, transaction, ScriptedTransaction.State.ABORTED);
    }
  }

  /** Decides; readers hear of it a little later, partition by partition. */
  void end(String id, ScriptedTransaction.State how) {
    Holding holding = holding(id);
    ScriptedTransaction transaction = holding.transaction;
    if (transaction != null) {
      end(holding, transaction, how);
    }
  }

  private void end(
      Holding holding, ScriptedTransaction transaction, ScriptedTransaction.State how) {
    transaction.state = how;
    holding.transaction = null;
    holding.lastUsed = simulation.clock().instant();
    forgetIfUnused(transaction.transactionalId);
    unsettled.add(transaction);
    transaction.unseenEnds = transaction.partitions.size() + transaction.offsets.size();
    for (PartitionLog log : List.copyOf(transaction.partitions)) {
      seeLater(transaction, () -> log.mark(transaction, simulation.clock().millis()));
    }
    for (String group : List.copyOf(transaction.offsets.keySet())) {
      seeLater(transaction, () -> kafka.group(group).end(transaction));
    }
    if (transaction.unseenEnds == 0) {
      unsettled.remove(transaction);
    }
  }

  private void seeLater(ScriptedTransaction transaction, Runnable seen) {
    simulation.after(
        kafka.choices().upTo(Duration.ofMillis(50)),
        () -> {
          seen.run();
          if (--transaction.unseenEnds == 0) {
            unsettled.remove(transaction);
          }
          kafka.changes().raise();
        });
  }

  private void forgetIfUnused(String id) {
    Holding holding = holding(id);
    Instant lastUsed = holding.lastUsed;
    simulation.after(
        times.transactionalIdExpiry(),
        () -> {
          if (holdings.get(id) == holding
              && holding.transaction == null
              && holding.lastUsed.equals(lastUsed)) {
            kafka.note("transactions", id + " is forgotten");
            holdings.remove(id);
          }
        });
  }

  Set<SimulatedProcess> withOpenTransactions() {
    return holdings.values().stream()
        .filter(holding -> holding.transaction != null)
        .map(holding -> holding.process)
        .collect(toUnmodifiableSet());
  }

  void forgetUnused() {
    holdings.values().removeIf(holding -> holding.transaction == null);
  }

  private Holding holding(String id) {
    Holding holding = holdings.get(id);
    if (holding == null) {
      throw new IllegalStateException("nobody has " + id);
    }
    return holding;
  }
}
