package org.xipline.ingest.arrival;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.publication.Publication;

/**
 * The arrival that is being worked on: one step after another on the worker, first to prepare it,
 * then to publish what it came to. For the thread that polls, but for {@link #isGivenUp}.
 */
final class ArrivalInHand {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArrivalInHand.class);

  /** What a step came to. */
  sealed interface Step {
    record Prepared(ArrivalTask.Prepared what) implements Step {}

    record Published(boolean last) implements Step {}

    record Failed(Throwable cause) implements Step {}
  }

  private final ConsumerRecord<String, byte[]> record;
  private final Instant since;
  private final ExecutorService worker;
  private Optional<ArrivalTask.Prepared.Ready> ready = Optional.empty();
  private @Nullable Future<Step> running;
  private int failures;
  private Instant notBefore;
  private volatile boolean givenUp;

  ArrivalInHand(ConsumerRecord<String, byte[]> record, Instant since, ExecutorService worker) {
    this.record = record;
    this.since = since;
    this.notBefore = since;
    this.worker = worker;
  }

  ConsumerRecord<String, byte[]> record() {
    return record;
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  Instant since() {
    return since;
  }

  /** What is to be told of it, once it is prepared. */
  Optional<ArrivalTask.Prepared.Ready> ready() {
    return ready;
  }

  /** Whether the next step may begin. */
  boolean isDue(Instant now) {
    return running == null && !now.isBefore(notBefore);
  }

  void begin(Callable<Step> step) {
    running = worker.submit(step);
  }

  /** What the step came to that has just ended; empty while none has. */
  Optional<Step> ended() {
    Future<Step> step = running;
    if (step == null || !step.isDone()) {
      return Optional.empty();
    }
    running = null;
    Step result = resultOf(step);
    failures = result instanceof Step.Failed ? failures + 1 : 0;
    if (result instanceof Step.Prepared(ArrivalTask.Prepared.Ready it)) {
      ready = Optional.of(it);
    }
    return Optional.of(result);
  }

  /** Of the step that comes next, in a row. */
  int failures() {
    return failures;
  }

  void waitUntil(Instant time) {
    notBefore = time;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /**
   * Ends its work soon. A transaction is not interrupted, but asked to abort: readers wait for its
   * end.
   */
  void giveUp() {
    givenUp = true;
    Future<Step> step = running;
    if (step != null) {
      step.cancel(ready.isEmpty());
    }
  }

  /** Closes, on the worker, what the publication holds open. */
  void release() {
    if (ready.isPresent() && !worker.isShutdown()) {
      Publication publication = ready.get().publication();
      worker.execute(() -> close(publication));
    }
  }

  private static void close(Publication publication) {
    try {
      publication.close();
    } catch (IOException e) {
      LOGGER.atWarn().setCause(e).log("a manifest could not be closed");
    }
  }

  private static Step resultOf(Future<Step> ended) {
    return ended.state() == Future.State.FAILED
        ? new Step.Failed(ended.exceptionNow())
        : ended.resultNow();
  }
}
