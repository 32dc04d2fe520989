package org.xipline.console.report;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.ingest.connector.ExpectedFeed;
import org.xipline.ingest.connector.Moments;
import org.xipline.ingest.connector.NextRun;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/** A connector and how it stands; component names are the JSON's. */
record ConnectorLine(
    String name,
    String state,
    String drop,
    String schedule,
    @Nullable String expectedBy,
    @Nullable String nextRun,
    @Nullable String lastRun,
    @Nullable String lastArrival,
    @Nullable String missingSince,
    long published,
    long waiting,
    @Nullable String problem,
    @Nullable String users,
    @Nullable String mapping,
    List<String> domains,
    long limit,
    @Nullable String mailboxes,
    int anchors,
    String snapshot,
    TermsLine terms,
    String addedAt,
    String changedAt,
    String changedBy,
    long version) {

  /** Who accepted what. */
  record TermsLine(String by, String at, String sha256) {}

  static ConnectorLine of(ConnectorStanding standing) {
    Connector connector = standing.connector();
    ConnectorRun run = standing.run();
    return new ConnectorLine(
        connector.getName(),
        state(standing),
        connector.getDrop(),
        schedule(connector),
        orNull(connector.getExpectedBy()),
        standing.next() instanceof NextRun.At(var time) ? time.toString() : null,
        run.hasStartedAt() ? text(run.getStartedAt()) : null,
        ExpectedFeed.lastArrival(run).map(Instant::toString).orElse(null),
        standing.missingSince().map(Instant::toString).orElse(null),
        run.getPublished(),
        run.getWaiting(),
        orNull(run.getProblem()),
        orNull(connector.getUsers().getDirectoryFile()),
        orNull(connector.getUsers().getMappingFile()),
        List.copyOf(connector.getUsers().getAcceptedDomainsList()),
        connector.getLimitBytes(),
        orNull(connector.getMailboxes().getLocation()),
        connector.getTrust().getAnchorsCount(),
        connector.getSnapshotId(),
        new TermsLine(
            connector.getTerms().getAcceptedBy(),
            text(connector.getTerms().getAcceptedAt()),
            Sha256.ofByteString(connector.getTerms().getTextSha256()).hex()),
        text(connector.getAddedAt()),
        text(connector.getChangedAt()),
        connector.getChangedBy(),
        standing.version());
  }

  /** One word, the most urgent one. */
  private static String state(ConnectorStanding standing) {
    if (standing.connector().getPaused()) {
      return "paused";
    }
    if (!standing.run().getProblem().isEmpty()) {
      return "failing";
    }
    if (standing.missingSince().isPresent()) {
      return "missing";
    }
    return switch (standing.next()) {
      case NextRun.Due() -> standing.run().hasStartedAt() ? "running" : "due";
      case NextRun.Watching() -> "watching";
      case NextRun.At _ -> "waiting";
      case NextRun.Paused() -> "paused";
    };
  }

  private static String schedule(Connector connector) {
    var schedule = connector.getSchedule();
    return schedule.getWatch()
        ? "watch"
        : "daily " + schedule.getTimeOfDay() + " " + schedule.getZone();
  }

  private static String text(Timestamp timestamp) {
    return Moments.instant(timestamp).toString();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
