package org.xipline.console.action;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.action.StagedSelection.Elements;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.record.ActionFinished;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.Actor;
import org.xipline.schemas.topic.Topic;

/**
 * Does what operators want, one action after the other. An action is recorded before anything is
 * done, its effects are committed chunk by chunk, each with how far it has come, and whoever comes
 * next goes on with one that was interrupted.
 */
public final class Actions implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Actions.class);
  private static final String DONE = "done";
  private static final int MAX_TRIES = 3;

  /** One that cannot be resumed is not tried all the time. */
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(10);

  private final KafkaClients clients;
  private final PayloadStore payloads;
  private final InstantSource clock;
  private final ConsoleProcess process;
  private final Liveness liveness;
  private final ActionTransactions transactions;
  private final Takeover takeover;
  private final ReentrantLock queue = new ReentrantLock(true);
  private final Thread closer = new Thread(this::abort, "xipline-abort");
  private final Map<String, Instant> failedAt = new HashMap<>();
  private boolean watching;
  private @Nullable AuditTrail trail;

  /** Hears what is resumed. */
  @FunctionalInterface
  public interface Listener {
    void resuming(ActionState action);
  }

  /**
   * @param liveness of the other processes that act
   */
  public Actions(
      KafkaClients clients,
      PayloadStore payloads,
      InstantSource clock,
      ConsoleProcess process,
      Liveness liveness) {
    this.clients = clients;
    this.payloads = payloads;
    this.clock = clock;
    this.process = process;
    this.liveness = liveness;
    this.transactions = new ActionTransactions(clients, process.id());
    this.takeover = new Takeover(clients, process, clock);
  }

  /**
   * Who acts in this process.
   *
   * @param name as they say themselves
   */
  public Actor actor(String name) {
    return Actors.atCommandLine(process, name);
  }

  /**
   * Does an action to its end; nothing is recorded where nothing is selected.
   *
   * @throws ActionTakenOverException if another process goes on with it
   */
  public ActionResult run(ActionKind kind, ActionRequest request)
      throws IOException, InterruptedException {
    if (request.elements().isEmpty()) {
      return new ActionResult(request.id(), 0, 0);
    }
    queue.lockInterruptibly();
    try {
      return perform(kind, start(kind, request));
    } finally {
      queue.unlock();
    }
  }

  /**
   * Goes on with every action of these kinds that its process has left. One that fails again is
   * left to the next.
   *
   * @return what those came to that were finished
   */
  public List<ActionResult> resume(Collection<? extends ActionKind> kinds, Listener listener)
      throws InterruptedException {
    queue.lockInterruptibly();
    try {
      Map<String, ActionKind> byCode =
          kinds.stream()
              .collect(Collectors.toUnmodifiableMap(ActionKind::code, Function.identity()));
      var results = new ArrayList<ActionResult>();
      for (ActionState action : open()) {
        ActionKind kind = byCode.get(action.started().getKind());
        if (kind != null
            && kind.canDo(action)
            && mayBeTried(action)
            && liveness.isGone(action, kind.silence())) {
          resume(kind, action, listener).ifPresent(results::add);
        }
      }
      return results;
    } finally {
      queue.unlock();
    }
  }

  private boolean mayBeTried(ActionState action) {
    Instant failed = failedAt.getOrDefault(action.id(), Instant.MIN);
    return !failed.isAfter(clock.instant().minus(TRY_AGAIN_AFTER));
  }

  private List<ActionState> open() {
    trail().readOn();
    return trail().open();
  }

  private Optional<ActionResult> resume(ActionKind kind, ActionState action, Listener listener)
      throws InterruptedException {
    try {
      Optional<ActionState> own = takeover.of(action, trail());
      if (own.isEmpty()) {
        return Optional.empty();
      }
      listener.resuming(own.get());
      watchForTheEnd();
      return Optional.of(perform(kind, own.get()));
    } catch (IOException | RuntimeException e) {
      failedAt.put(action.id(), clock.instant());
      LOGGER
          .atWarn()
          .addKeyValue("action", action.id())
          .addKeyValue("kind", kind.code())
          .addKeyValue("error", String.valueOf(e))
          .log("an interrupted action cannot be resumed at present");
      return Optional.empty();
    }
  }

  private ActionState start(ActionKind kind, ActionRequest request) throws IOException {
    StagedSelection selection = StagedSelection.stage(payloads, request.elements());
    watchForTheEnd();
    ActionRecord.Builder started = record(request.id());
    started.setStarted(request.started(kind.code(), process, selection));
    transactions.commit(List.of(written(started)));
    return ActionState.begun(started.build()).orElseThrow();
  }

  /** What fails on its way to the brokers is tried again, from wherever it stands by then. */
  private ActionResult perform(ActionKind kind, ActionState begun)
      throws IOException, InterruptedException {
    ActionState action = begun;
    for (int tries = 1; ; tries++) {
      try {
        return chunks(kind, action);
      } catch (KafkaException e) {
        if (tries == MAX_TRIES || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOGGER.atInfo().addKeyValue("error", String.valueOf(e)).log("trying a chunk again");
        action = regained(action);
      }
    }
  }

  private ActionState regained(ActionState action) throws IOException {
    transactions.begin();
    return takeover.of(action, trail()).orElseThrow(() -> new ActionTakenOverException(action));
  }

  private ActionResult chunks(ActionKind kind, ActionState action)
      throws IOException, InterruptedException {
    long selected = action.started().getSelected();
    ActionProgress progress = action.progress();
    try (Effects effects = kind.effectsOf(action);
        Elements elements = StagedSelection.open(payloads, action)) {
      elements.skip(progress.getDone());
      while (true) {
        List<String> next = elements.next(effects.elementsAtOnce());
        progress = chunk(action, next, effects.of(next), progress);
        if (progress.getDone() >= selected || next.isEmpty()) {
          return new ActionResult(action.id(), selected, progress.getLeft());
        }
      }
    }
  }

  /** One transaction; the last one closes the action. */
  private ActionProgress chunk(
      ActionState action, List<String> elements, ChunkEffects effects, ActionProgress before) {
    ActionProgress progress =
        ActionProgress.newBuilder()
            .setChunk(before.getChunk() + 1)
            .setDone(before.getDone() + elements.size())
            .setLeft(before.getLeft() + effects.left())
            .build();
    var records = new ArrayList<>(effects.records());
    records.add(written(record(action.id()).setProgress(progress)));
    if (progress.getDone() >= action.started().getSelected() || elements.isEmpty()) {
      records.add(written(record(action.id()).setFinished(finished(progress))));
    }
    transactions.commit(records);
    return progress;
  }

  private static ActionFinished finished(ActionProgress progress) {
    return ActionFinished.newBuilder()
        .setResult(DONE)
        .setDone(progress.getDone())
        .setLeft(progress.getLeft())
        .build();
  }

  private ActionRecord.Builder record(String action) {
    Instant now = clock.instant();
    return ActionRecord.newBuilder()
        .setActionId(action)
        .setAt(ActionState.timestamp(now))
        .setConsole(process.id());
  }

  static ProducerRecord<String, byte[]> written(ActionRecord.Builder record) {
    return new ProducerRecord<>(
        Topic.AUDIT.name(), record.getActionId(), record.build().toByteArray());
  }

  private void watchForTheEnd() {
    if (!watching) {
      Runtime.getRuntime().addShutdownHook(closer);
      watching = true;
    }
  }

  private AuditTrail trail() {
    if (trail == null) {
      trail = new AuditTrail(clients, _ -> false);
    }
    return trail;
  }

  /** On Ctrl-C: readers need not wait for the brokers to find out. */
  private void abort() {
    transactions.close();
  }

  /** Aborts what is under way: the next process goes on with it. */
  @Override
  public void close() {
    transactions.close();
    if (watching) {
      forgetCloser();
    }
    if (queue.tryLock()) {
      try {
        closeTrail();
      } finally {
        queue.unlock();
      }
    }
  }

  private void closeTrail() {
    if (trail != null) {
      trail.close();
      trail = null;
    }
  }

  private void forgetCloser() {
    try {
      Runtime.getRuntime().removeShutdownHook(closer);
    } catch (IllegalStateException _) {
      // The process is ending: that hook does this.
    }
  }
}
