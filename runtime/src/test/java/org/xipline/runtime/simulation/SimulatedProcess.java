package org.xipline.runtime.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that live and die together. A process that is killed stops between two steps of its
 * threads, and runs nothing more: no {@code finally}, no shutdown hook. A frozen one does the same
 * until it is thawed, and does not know of it.
 */
public final class SimulatedProcess {
  /** What a process is doing. */
  public enum State {
    RUNNING,
    FROZEN,
    DEAD
  }

  private final Simulation simulation;
  private final String name;
  private final List<Runnable> untilThawed = new ArrayList<>();
  private final List<Runnable> silenceListeners = new ArrayList<>();
  private final List<Runnable> thawListeners = new ArrayList<>();
  private State state = State.RUNNING;
  private int threads;

  SimulatedProcess(Simulation simulation, String name) {
    this.simulation = simulation;
    this.name = name;
  }

  public String name() {
    return name;
  }

  public Simulation simulation() {
    return simulation;
  }

  public State state() {
    return state;
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  public boolean isDead() {
    return state == State.DEAD;
  }

  /** Starts a thread of this process. */
  public Thread start(String threadName, Runnable task) {
    Thread thread = thread(threadName, task);
    thread.start();
    return thread;
  }

  private Thread thread(String threadName, Runnable task) {
    String full = name + "/" + threadName + "-" + ++threads;
    Thread thread = VirtualThreads.create(this::enqueue, full, task);
    thread.setUncaughtExceptionHandler((_, error) -> simulation.fail(full, error));
    return thread;
  }

  private void enqueue(Runnable step) {
    if (state != State.DEAD) {
      simulation.enqueue(this, step);
    }
  }

  /** Makes threads of this process. */
  public ThreadFactory threads() {
    return task -> thread("thread", task);
  }

  /** Runs each task on a thread of its own. */
  public ExecutorService executor() {
    return Executors.newThreadPerTaskExecutor(threads());
  }

  /**
   * Does something later, on no thread of the process: later still while it is frozen, and never
   * when it is dead by then.
   */
  public Runnable after(Duration delay, Runnable action) {
    return simulation.after(delay, () -> whenThawed(action));
  }

  private void whenThawed(Runnable action) {
    switch (state) {
      case RUNNING -> action.run();
      case FROZEN -> untilThawed.add(action);
      case DEAD -> {}
    }
  }

  /** To be called when the process is killed or frozen. */
  public void onSilence(Runnable listener) {
    silenceListeners.add(listener);
  }

  /** To be called when the process goes on after it was frozen. */
  public void onThaw(Runnable listener) {
    thawListeners.add(listener);
  }

  public void kill() {
    if (state == State.DEAD) {
      return;
    }
    boolean wasRunning = state == State.RUNNING;
    state = State.DEAD;
    simulation.note(name, "killed");
    simulation.forget(this);
    untilThawed.clear();
    if (wasRunning) {
      List.copyOf(silenceListeners).forEach(Runnable::run);
    }
  }

  public void freeze() {
    if (state == State.RUNNING) {
      state = State.FROZEN;
      simulation.note(name, "frozen");
      List.copyOf(silenceListeners).forEach(Runnable::run);
    }
  }

  public void thaw() {
    if (state != State.FROZEN) {
      return;
    }
    state = State.RUNNING;
    simulation.note(name, "goes on");
    List.copyOf(thawListeners).forEach(Runnable::run);
    List<Runnable> waiting = List.copyOf(untilThawed);
    untilThawed.clear();
    waiting.forEach(Runnable::run);
  }

  @Override
  public String toString() {
    return name + " (" + state + ")";
  }
}
