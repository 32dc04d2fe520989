package org.xipline.runtime.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the threads of simulated processes, one step of one thread at a time, on the thread that
 * calls {@link #run}. A step ends where the thread parks: at a lock, a future, a queue, {@link
 * #step} or {@link #sleep}. The seed chooses whose step is next. Time goes on when there is no step
 * left at this instant.
 */
public final class Simulation {
  private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

  /** More steps than this without time going on: somebody runs in a circle. */
  private static final int MOST_STEPS_AT_ONCE = 2_000_000;

  private static final int JOURNAL_LINES = 4000;

  private final long seed;
  private final VirtualClock clock = new VirtualClock(BEGIN);
  private final Choices order;
  private final Choices pace;
  private final List<Step> runnable = new ArrayList<>();
  private final NavigableSet<Timer> timers =
      new TreeSet<>(Comparator.comparing(Timer::at).thenComparingLong(Timer::number));
  private final Deque<String> journal = new ArrayDeque<>();
  private @Nullable SimulatedProcess current;
  private @Nullable AssertionError failure;
  private volatile @Nullable String stranger;
  private volatile Thread runner = Thread.currentThread();
  private long timersMade;
  private long fingerprint;
  private int stepsAtOnce;
  private long steps;

  private record Step(SimulatedProcess process, Runnable code) {}

  private record Timer(Instant at, long number, Runnable action) {}

  public Simulation(long seed) {
    this.seed = seed;
    this.order = choices("order");
    this.pace = choices("pace");
  }

  public VirtualClock clock() {
    return clock;
  }

  /** The seed's decisions for one purpose; the same ones for the same name. */
  public Choices choices(String purpose) {
    return new Choices(seed, purpose);
  }

  public SimulatedProcess process(String name) {
    return new SimulatedProcess(this, name);
  }

  /** The process whose thread takes this step. */
  public SimulatedProcess current() {
    if (current == null) {
      throw new IllegalStateException("not on a thread of the simulation");
    }
    return current;
  }

  /**
   * Does something later, on no thread of any process.
   *
   * @return takes it back
   */
  public Runnable after(Duration delay, Runnable action) {
    var timer = new Timer(clock.instant().plus(delay), timersMade++, action);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Lets others go first; now and then they have a moment of time for it. */
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is ours.
  public void step() {
    if (current == null) {
      return;
    }
    if (pace.chance(0.15)) {
      sleepUninterruptibly(pace.upTo(Duration.ofMillis(30)));
    } else {
      Thread.yield();
    }
  }

  /** Waits on the thread of a process, in virtual time. */
  public void sleep(Duration time) throws InterruptedException {
    if (new Signal(this).await(() -> false, time).interrupted()) {
      throw new InterruptedException();
    }
  }

  private void sleepUninterruptibly(Duration time) {
    boolean interrupted = new Signal(this).await(() -> false, time).interrupted();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs until it is so, or nothing is left to do. */
  public void run(BooleanSupplier done) {
    var _ = run(done, Instant.MAX);
  }

  /**
   * Runs until it is so, nothing is left to do, or it is this time.
   *
   * @return whether it is so
   */
  public boolean run(BooleanSupplier done, Instant until) {
    runner = Thread.currentThread();
    while (!done.getAsBoolean()) {
      throwIfFailed();
      if (!takeStep() && !advance(until)) {
        break;
      }
    }
    throwIfFailed();
    return done.getAsBoolean();
  }

  private boolean takeStep() {
    List<Step> possible = runnable;
    int count = possible.size();
    if (count == 0) {
      return false;
    }
    int begin = count == 1 ? 0 : order.below(count);
    for (int i = 0; i < count; i++) {
      int index = (begin + i) % count;
      if (possible.get(index).process().isRunning()) {
        take(removeFast(index));
        return true;
      }
    }
    return false;
  }

  private Step removeFast(int index) {
    Step last = runnable.removeLast();
    return index == runnable.size() ? last : runnable.set(index, last);
  }

  private void take(Step step) {
    if (++stepsAtOnce > MOST_STEPS_AT_ONCE) {
      throw new AssertionError("running in a circle at " + clock.instant() + ": " + step.process());
    }
    steps++;
    fingerprint = fingerprint * 31 + step.process().name().hashCode() + clock.millis();
    current = step.process();
    try {
      step.code().run();
    } finally {
      current = null;
    }
  }

  private boolean advance(Instant until) {
    if (timers.isEmpty() || timers.first().at().isAfter(until)) {
      clock.advanceTo(until.equals(Instant.MAX) ? clock.instant() : until);
      return false;
    }
    Timer next = timers.removeFirst();
    if (next.at().isAfter(clock.instant())) {
      clock.advanceTo(next.at());
      stepsAtOnce = 0;
    }
    next.action().run();
    return true;
  }

  /** Where a thread of the outside wakes one of ours, nothing is repeatable any more. */
  void enqueue(SimulatedProcess process, Runnable code) {
    Thread waker = Thread.currentThread();
    if (waker == runner || waker.isVirtual()) {
      runnable.add(new Step(process, code));
    } else {
      stranger = waker.getName() + " has woken a thread of " + process.name();
    }
  }

  void forget(SimulatedProcess process) {
    runnable.removeIf(step -> step.process() == process);
  }

  void fail(String who, Throwable error) {
    note(who, "failed: " + error);
    if (failure == null) {
      failure = new AssertionError(who + " failed at " + clock.instant(), error);
    }
  }

  private void throwIfFailed() {
    if (stranger != null) {
      throw new AssertionError(stranger);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Writes down what happened, for whoever looks into a failure. */
  public void note(String who, String what) {
    if (journal.size() == JOURNAL_LINES) {
      journal.removeFirst();
    }
    journal.addLast(clock.instant() + " " + who + ": " + what);
  }

  /** The last things that happened, in order. */
  public List<String> journal() {
    return List.copyOf(journal);
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** The same for two runs that took the same steps. */
  public long fingerprint() {
    return fingerprint;
  }
}
