package org.xipline.importer.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One lane for each mailbox that something waits for: in a lane one batch at a time, in order; many
 * lanes at once, each on a virtual thread, up to a limit of batches under way. A lane that waits
 * keeps no other from going.
 */
final class Lanes implements AutoCloseable {
  private static final Duration THREADS_END = Duration.ofSeconds(10);

  private final ConcurrentHashMap<String, MailboxLane> lanes = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("import-lane-", 0).factory());
  private final BatchDelivery batches;
  private final ServerGate server;
  private final DeliverySettings settings;
  private final Semaphore underWay;
  private final Consumer<Throwable> failed;

  /**
   * Lanes that deliver batches.
   *
   * @param failed hears of what must not happen: the lane is dead then, and its parcels with it
   */
  Lanes(
      BatchDelivery batches,
      ServerGate server,
      DeliverySettings settings,
      Consumer<Throwable> failed) {
    this.batches = batches;
    this.server = server;
    this.settings = settings;
    this.failed = failed;
    // Fair: a long lane does not keep short ones waiting.
    this.underWay = new Semaphore(settings.maxLanes(), true);
  }

  /** Puts a parcel in its lane; never waits. */
  void accept(Parcel parcel) {
    lanes.compute(
        parcel.lane(),
        (name, lane) -> {
          MailboxLane open = lane == null ? start(name) : lane;
          open.add(parcel);
          return open;
        });
  }

  private MailboxLane start(String name) {
    var lane = new MailboxLane(name);
    threads.execute(() -> run(lane));
    return lane;
  }

  private void run(MailboxLane lane) {
    int outages = 0;
    try {
      while (!endIfEmpty(lane)) {
        Leftover leftover = deliverBatch(lane);
        lane.putBack(leftover.again());
        outages = leftover.serverLost() ? outages + 1 : 0;
        pause(leftover, outages);
      }
    } catch (InterruptedException _) {
      // Closing: what still waits is consumed again.
      batches.giveUp(lane.takeBatch(Integer.MAX_VALUE, Long.MAX_VALUE));
    } catch (Throwable e) {
      failed.accept(e);
    }
  }

  private Leftover deliverBatch(MailboxLane lane) throws InterruptedException {
    underWay.acquire();
    try {
      List<Parcel> batch = lane.takeBatch(settings.maxBatchMessages(), settings.maxBatchBytes());
      return batches.deliver(lane.name(), batch);
    } finally {
      underWay.release();
    }
  }

  private void pause(Leftover leftover, int outages) throws InterruptedException {
    if (leftover.serverLost()) {
      server.awaitReached(outages);
    } else if (!leftover.again().isEmpty()) {
      Thread.sleep(leftover.backoff());
    }
  }

  /** Whether the lane has ended; a parcel that comes later begins another. */
  private boolean endIfEmpty(MailboxLane lane) {
    return lanes.computeIfPresent(lane.name(), (_, open) -> open.isEmpty() ? null : open) == null;
  }

  /** Ends all lanes, drained or not, and waits for their threads. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean _ = threads.awaitTermination(THREADS_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
