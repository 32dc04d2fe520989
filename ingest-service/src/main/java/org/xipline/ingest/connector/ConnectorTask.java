package org.xipline.ingest.connector;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/**
 * One connector that this instance polls, from take-over to give-up. Turns follow one another; each
 * is short, but for the hashing of what is new.
 */
final class ConnectorTask {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorTask.class);

  /** Opens the poller of a drop. */
  @FunctionalInterface
  interface Pollers {
    DropPoller open(String drop) throws IOException;
  }

  private final Pollers pollers;
  private final Arrivals arrivals;
  private volatile Connector connector;
  private volatile ConnectorRun run;
  private Optional<DropPoller> poller = Optional.empty();
  private boolean recovered;

  ConnectorTask(Connector connector, ConnectorRun last, Pollers pollers, Arrivals arrivals) {
    this.connector = connector;
    this.run = last.toBuilder().setConnector(connector.getName()).build();
    this.pollers = pollers;
    this.arrivals = arrivals;
  }

  /** Somebody has changed the connector; another drop makes another task. */
  void changed(Connector to) {
    connector = to;
  }

  Connector connector() {
    return connector;
  }

  ConnectorRun lastRun() {
    return run;
  }

  /** Looks into the drop if it is time to, and disposes of what has been answered. */
  void turn(Instant now) throws InterruptedException {
    Connector current = connector;
    ConnectorRun next = run;
    try {
      next = turn(current, now);
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      next = run.toBuilder().setProblem(String.valueOf(e.getMessage())).build();
    }
    if (!next.equals(run)) {
      tell(next);
    }
  }

  private ConnectorRun turn(Connector current, Instant now)
      throws IOException, InterruptedException {
    DropPoller open = poller();
    boolean watching = false;
    switch (NextRun.of(current, run, now)) {
      case NextRun.Due() -> {}
      case NextRun.Watching() -> watching = true;
      case NextRun.At _, NextRun.Paused _ -> {
        tidy(current, open, now);
        return run.toBuilder().clearProblem().build();
      }
    }
    recovered = true;
    ConnectorRun begun = watching ? run : begun(current, now);
    DropPoller.Look look = open.run(current, now);
    return watching ? watched(look, now) : after(begun, look, now);
  }

  /** Answers come at any time, whether the drop is looked into or not. */
  private void tidy(Connector current, DropPoller open, Instant now) throws IOException {
    if (!recovered) {
      recovered = open.recover(current.getName(), now);
    } else if (open.awaitsAnswers()) {
      open.tidy(current.getName());
    }
  }

  private ConnectorRun begun(Connector current, Instant now)
      throws IOException, InterruptedException {
    if (run.hasStartedAt() && !run.hasEndedAt()) {
      return run;
    }
    var begun = run.toBuilder().setStartedAt(Moments.timestamp(now)).clearEndedAt();
    begun.setPublished(0).setWaiting(0).clearProblem();
    if (current.hasRunRequestedAt()) {
      begun.setAnsweredRequestAt(current.getRunRequestedAt());
    }
    tell(begun.build());
    return begun.build();
  }

  /** A run ends when nothing is being written any more. */
  private static ConnectorRun after(ConnectorRun begun, DropPoller.Look look, Instant now) {
    var next =
        begun.toBuilder()
            .setPublished(begun.getPublished() + look.published())
            .setWaiting(look.waiting())
            .clearProblem();
    if (look.published() > 0) {
      next.setLastArrivalAt(Moments.timestamp(now));
    }
    if (look.waiting() == 0) {
      next.setEndedAt(Moments.timestamp(now));
    }
    return next.build();
  }

  /** A drop that is watched is told of when something came, or went wrong. */
  private ConnectorRun watched(DropPoller.Look look, Instant now) {
    if (look.published() == 0 && run.getProblem().isEmpty() && run.hasStartedAt()) {
      return run;
    }
    ConnectorRun begun =
        run.toBuilder().setStartedAt(Moments.timestamp(now)).setPublished(0).build();
    return after(begun, look, now).toBuilder().setEndedAt(Moments.timestamp(now)).build();
  }

  private DropPoller poller() throws IOException {
    if (poller.isEmpty()) {
      poller = Optional.of(pollers.open(connector.getDrop()));
    }
    return poller.get();
  }

  private void tell(ConnectorRun next) throws InterruptedException {
    if (!next.getProblem().equals(run.getProblem()) && !next.getProblem().isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("connector", next.getConnector())
          .addKeyValue("error", next.getProblem())
          .log("a drop cannot be polled");
    }
    run = next;
    try {
      arrivals.publish(next);
    } catch (IOException e) {
      LOGGER.atWarn().setCause(e).log("how a run went could not be told");
    }
  }
}
