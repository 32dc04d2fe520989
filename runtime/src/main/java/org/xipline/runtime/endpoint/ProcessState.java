package org.xipline.runtime.endpoint;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.HealthCheck;

/** Where a process stands on its way from start to end, and how its parts are. */
public final class ProcessState {
  private volatile Phase phase = new Phase.Starting("its start");
  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

  /** Of the life of a process. */
  sealed interface Phase {
    /** Waits for something. */
    record Starting(String waitsFor) implements Phase {}

    record Running() implements Phase {}

    /** Gives back what it has in hand. */
    record Stopping() implements Phase {}

    /** Will not work any more. */
    record Failed(String why) implements Phase {}

    default boolean mayBecome(Phase next) {
      return switch (this) {
        case Starting _, Running _ -> true;
        case Stopping _ -> next instanceof Failed;
        case Failed _ -> false;
      };
    }
  }

  /** It cannot work yet. */
  public void waitingFor(String what) {
    enter(new Phase.Starting(what));
  }

  /** It works. */
  public void running() {
    enter(new Phase.Running());
  }

  /** It was told to end. */
  public void stopping() {
    enter(new Phase.Stopping());
  }

  /** It cannot work any more; that stays so. */
  public void failed(String why) {
    enter(new Phase.Failed(why));
  }

  /** From now on this is asked too. */
  public void watch(HealthCheck check) {
    checks.add(check);
  }

  /** What has failed or ends does not start again. */
  private synchronized void enter(Phase next) {
    if (phase.mayBecome(next)) {
      phase = next;
    }
  }

  boolean isRunning() {
    return phase instanceof Phase.Running;
  }

  /** How all of it is, as JSON. */
  public String report() {
    return HealthReport.of(this).toJson();
  }

  List<HealthCheck> checks() {
    return List.copyOf(checks);
  }

  /** The process itself, apart from its parts. */
  Health ownHealth() {
    return switch (phase) {
      case Phase.Starting(var waitsFor) -> Health.down("waits: " + waitsFor);
      case Phase.Running() -> Health.up();
      case Phase.Stopping() -> Health.down("stopping");
      case Phase.Failed(var why) -> Health.down(why);
    };
  }

  /** Whether only a new process can help. */
  boolean isLost() {
    return phase instanceof Phase.Failed;
  }
}
