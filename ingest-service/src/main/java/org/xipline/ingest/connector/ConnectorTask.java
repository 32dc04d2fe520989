package org.xipline.ingest.connector;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.DropFailure;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Feed;

/**
 * One connector that this instance polls, from take-over to give-up. Turns follow one another; each
 * is short, but for the hashing of what is new.
 */
final class ConnectorTask {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorTask.class);

  /** The pollers of drops, and where drops are. */
  interface Pollers {
    CanonicalDropLocation placeOf(String drop);

    DropPoller open(String drop) throws IOException;
  }

  private record Opened(CanonicalDropLocation place, DropPoller poller) {}

  private final Pollers pollers;
  private final Arrivals arrivals;
  private final ArrivalBook book;
  private final DropClaims claims;
  private volatile Connector connector;
  private volatile ConnectorRun run;
  private volatile DropStanding standing = DropStanding.NOTHING;
  private ConnectorRun told;
  private Optional<Opened> opened = Optional.empty();
  private long acceptedUpTo;

  ConnectorTask(
      Connector connector,
      ConnectorRun last,
      Pollers pollers,
      Arrivals arrivals,
      ArrivalBook book,
      DropClaims claims) {
    this.connector = connector;
    this.run = last.toBuilder().setConnector(connector.getName()).build();
    this.told = run;
    this.pollers = pollers;
    this.arrivals = arrivals;
    this.book = book;
    this.claims = claims;
  }

  /** The connector was changed; another drop makes another task. */
  void changed(Connector to) {
    connector = to;
  }

  Connector connector() {
    return connector;
  }

  ConnectorView view() {
    return new ConnectorView(connector, run, standing);
  }

  /** Looks into the drop if it is time to, and disposes of what has been answered. */
  void turn(Instant now) throws InterruptedException {
    Connector current = connector;
    run = withFeed(current, run, now);
    try {
      tell(turn(current, run, now));
    } catch (IOException | RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        tell(failed(run, problemOf(current, e)));
      }
    }
  }

  private ConnectorRun turn(Connector current, ConnectorRun known, Instant now)
      throws IOException, InterruptedException {
    CanonicalDropLocation place =
        opened.isPresent() ? opened.get().place() : pollers.placeOf(current.getDrop());
    return switch (claims.claim(current, place, now)) {
      case DropClaims.Answer.NotYet() -> known;
      case DropClaims.Answer.Refused(var problem) -> {
        opened = Optional.empty();
        standing = DropStanding.NOTHING;
        yield failed(known, problem);
      }
      case DropClaims.Answer.Granted() -> {
        if (opened.isEmpty()) {
          opened = Optional.of(new Opened(place, pollers.open(current.getDrop())));
        }
        yield look(current, known, opened.get().poller(), now);
      }
    };
  }

  private ConnectorRun look(Connector current, ConnectorRun known, DropPoller poller, Instant now)
      throws IOException, InterruptedException {
    try {
      return switch (NextRun.of(current, known, now)) {
        case NextRun.Due() -> {
          ConnectorRun begun = begun(current, known, now);
          yield after(begun, poller.run(current, now), poller.standing(), now);
        }
        case NextRun.Watching() -> watched(known, poller.run(current, now), poller.standing(), now);
        case NextRun.At _ -> betweenRuns(current, known, poller, now);
        case NextRun.Paused() -> {
          poller.whilePaused(current, now);
          yield known.toBuilder().clearProblem().build();
        }
      };
    } finally {
      standing = poller.standing();
    }
  }

  private ConnectorRun betweenRuns(
      Connector current, ConnectorRun known, DropPoller poller, Instant now)
      throws IOException, InterruptedException {
    int published = poller.betweenRuns(current, now);
    return known.toBuilder()
        .setPublished(known.getPublished() + published)
        .setProblem(FileProblems.describe(poller.standing().problems()))
        .build();
  }

  private ConnectorRun begun(Connector current, ConnectorRun known, Instant now)
      throws InterruptedException {
    if (known.hasStartedAt() && !known.hasEndedAt()) {
      return known;
    }
    var begun = known.toBuilder().setStartedAt(Moments.timestamp(now)).clearEndedAt();
    begun.setPublished(0).setWaiting(0).clearProblem();
    if (current.hasRunRequestedAt()) {
      begun.setAnsweredRequestAt(current.getRunRequestedAt());
    }
    tell(begun.build());
    return begun.build();
  }

  /** A run ends when nothing is being written any more; files with a problem do not keep it. */
  private static ConnectorRun after(
      ConnectorRun begun, int published, DropStanding standing, Instant now) {
    int waiting = standing.writing().size();
    var next =
        begun.toBuilder()
            .setPublished(begun.getPublished() + published)
            .setWaiting(waiting)
            .setProblem(FileProblems.describe(standing.problems()));
    if (waiting == 0) {
      next.setEndedAt(Moments.timestamp(now));
    }
    return next.build();
  }

  /** A drop that is watched is told of when something came, or went wrong. */
  private static ConnectorRun watched(
      ConnectorRun known, int published, DropStanding standing, Instant now) {
    boolean isNews =
        published > 0
            || !known.hasStartedAt()
            || !known.getProblem().equals(FileProblems.describe(standing.problems()));
    if (!isNews) {
      return known;
    }
    ConnectorRun begun =
        known.toBuilder().setStartedAt(Moments.timestamp(now)).setPublished(0).build();
    return after(begun, published, standing, now).toBuilder()
        .setEndedAt(Moments.timestamp(now))
        .build();
  }

  /** Takes in what ingest has accepted since the last turn. */
  private ConnectorRun withFeed(Connector current, ConnectorRun known, Instant now) {
    Optional<Feed> feed = known.hasFeed() ? Optional.of(known.getFeed()) : Optional.empty();
    for (AcceptedArrival accepted : book.acceptedAfter(current.getName(), acceptedUpTo)) {
      feed = ExpectedFeed.after(current, feed, accepted, now);
      acceptedUpTo = accepted.position();
    }
    return feed.map(it -> known.toBuilder().setFeed(it).setLastArrivalAt(it.getArrivedAt()).build())
        .orElse(known);
  }

  private static ConnectorRun failed(ConnectorRun known, String problem) {
    return known.toBuilder().setProblem(problem).build();
  }

  /** The file system's words lack the place. */
  private static String problemOf(Connector connector, Exception failure) {
    String reason = DropFailure.reasonOf(failure);
    return failure instanceof FileSystemException ? connector.getDrop() + ": " + reason : reason;
  }

  /** What could not be told is told with the next turn. */
  private void tell(ConnectorRun next) throws InterruptedException {
    if (!next.getProblem().equals(run.getProblem()) && !next.getProblem().isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("connector", next.getConnector())
          .addKeyValue("error", next.getProblem())
          .log("a drop is not polled correctly");
    }
    run = next;
    if (next.equals(told)) {
      return;
    }
    try {
      arrivals.publish(next);
      told = next;
    } catch (IOException e) {
      LOGGER.atWarn().setCause(e).log("could not record the result of a run; trying again");
    }
  }
}
