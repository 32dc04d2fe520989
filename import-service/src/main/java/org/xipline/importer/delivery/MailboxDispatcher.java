package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xipline.importer.retry.DueQueue;
import org.xipline.schemas.identity.EmailAddress;

/**
 * One lane for each mailbox that something waits for: in a lane one batch at a time, in order; many
 * lanes at once, up to a limit of batches under way, first come, first served. Each batch is a step
 * on the executor. A lane that waits takes no thread and keeps no other from going: {@link #wake}
 * takes it up when it is due. Safe for use by many threads.
 */
final class MailboxDispatcher implements AutoCloseable {
  private static final Duration THREADS_END = Duration.ofSeconds(10);

  private final BatchDelivery batches;
  private final ServerGate server;
  private final DeliverySettings settings;
  private final DeliveryRuntime runtime;
  private final Consumer<Throwable> failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, MailboxLane> lanes = new HashMap<>();
  private final Deque<MailboxLane> ready = new ArrayDeque<>();
  private final DueQueue<MailboxLane> backingOff = new DueQueue<>();
  private int underWay;
  private boolean closed;

  /**
   * Lanes that deliver batches.
   *
   * @param failed hears of what must not happen: the lane is dead then, and its parcels with it
   */
  MailboxDispatcher(
      BatchDelivery batches,
      ServerGate server,
      DeliverySettings settings,
      DeliveryRuntime runtime,
      Consumer<Throwable> failed) {
    this.batches = batches;
    this.server = server;
    this.settings = settings;
    this.runtime = runtime;
    this.failed = failed;
  }

  /** Puts parcels in their lanes, and begins what may begin; never waits. */
  void accept(Collection<InFlightMessage> parcels) {
    lock.lock();
    try {
      parcels.forEach(this::add);
    } finally {
      lock.unlock();
    }
    begin();
  }

  private void add(InFlightMessage parcel) {
    MailboxLane lane = lanes.get(parcel.lane());
    if (lane == null) {
      lane = new MailboxLane(parcel.lane());
      lanes.put(lane.name(), lane);
      addReady(lane);
    }
    lane.add(parcel);
  }

  /** Where the others were refused, the server may let a mailbox in that was not tried. */
  private void addReady(MailboxLane lane) {
    if (server.isOpen()) {
      ready.addLast(lane);
    } else {
      ready.addFirst(lane);
    }
  }

  /** Begins what is due by now. */
  void wake() {
    lock.lock();
    try {
      ready.addAll(backingOff.takeDue(runtime.clock().instant()));
    } finally {
      lock.unlock();
    }
    begin();
  }

  /** When {@link #wake} has something to begin that it had not before; empty if never. */
  Optional<Instant> nextWake() {
    lock.lock();
    try {
      Optional<Instant> backoff = backingOff.nextDue();
      Optional<Instant> probe = isFull() ? Optional.empty() : server.nextProbe();
      return Stream.of(backoff, probe).flatMap(Optional::stream).min(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of what waits for partitions that were given up; what is under way may finish. */
  void dropGivenUp() {
    lock.lock();
    try {
      lanes.values().forEach(lane -> batches.giveUp(lane.takeGivenUp()));
      ready.removeIf(MailboxLane::isEmpty);
      var _ = backingOff.take(MailboxLane::isEmpty);
      lanes.values().removeIf(lane -> lane.isEmpty() && !lane.isUnderWay());
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    lock.lock();
    try {
      while (mayBegin() && beginOne()) {}
    } finally {
      lock.unlock();
    }
  }

  private boolean mayBegin() {
    return !closed && !isFull() && !(ready.isEmpty() && server.isOpen());
  }

  private boolean isFull() {
    return underWay >= settings.maxLanes();
  }

  private boolean beginOne() {
    Optional<Runnable> step = server.ask(runtime.clock().instant()).flatMap(this::step);
    step.ifPresent(it -> {
      underWay++;
      runtime.steps().execute(it);
    });
    return step.isPresent();
  }

  /** Of the lane that waited for longest; where none does, of a mailbox that was not reached. */
  private Optional<Runnable> step(ProbePermit leave) {
    MailboxLane lane = ready.pollFirst();
    if (lane != null) {
      List<InFlightMessage> batch =
          lane.begin(settings.maxBatchMessages(), settings.maxBatchBytes());
      return Optional.of(() -> run(leave, () -> deliver(lane, batch, leave)));
    }
    Optional<EmailAddress> mailbox = server.nextUnreached();
    if (mailbox.isEmpty()) {
      server.ended(leave);
    }
    return mailbox.map(it -> () -> run(leave, () -> batches.probe(it, leave)));
  }

  private void run(ProbePermit leave, Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      failed.accept(e);
    } finally {
      server.ended(leave);
      ended();
    }
    begin();
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      underWay--;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(MailboxLane lane, List<InFlightMessage> batch, ProbePermit leave) {
    if (isClosed()) {
      batches.giveUp(batch);
      return;
    }
    Leftover leftover = batches.deliver(lane.name(), batch, leave);
    lock.lock();
    try {
      lane.end(leftover.again());
      batches.giveUp(closed ? lane.takeAll() : lane.takeGivenUp());
      goOn(lane, leftover);
    } finally {
      lock.unlock();
    }
  }

  /** A lane that is empty ends; a parcel that comes later begins another. */
  private void goOn(MailboxLane lane, Leftover leftover) {
    if (lane.isEmpty()) {
      lanes.remove(lane.name());
    } else if (leftover.serverLost() || leftover.backoff().isZero()) {
      ready.addLast(lane);
    } else {
      backingOff.add(lane, runtime.clock().instant().plus(leftover.backoff()));
    }
  }

  /** Ends all lanes, drained or not, and waits for their threads. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      lanes.values().forEach(lane -> batches.giveUp(lane.takeAll()));
    } finally {
      lock.unlock();
    }
    // Steps that were not begun give up what they have.
    runtime.steps().shutdownNow().forEach(Runnable::run);
    try {
      boolean _ = runtime.steps().awaitTermination(THREADS_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
