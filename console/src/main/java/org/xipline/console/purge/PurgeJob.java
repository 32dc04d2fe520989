package org.xipline.console.purge;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.ingest.publication.AcceptedArchives;

/** Purges whatever may go, or says what would. */
public final class PurgeJob {
  private final Pipeline pipeline;
  private final InstantSource clock;

  /**
   * @param pipeline open, its ledger caught up
   */
  public PurgeJob(Pipeline pipeline, InstantSource clock) {
    this.pipeline = pipeline;
    this.clock = clock;
  }

  /** What would go, and what keeps the others. */
  public List<PurgedArchive> look(Duration retention) throws IOException {
    try (var holds = new LegalHolds(pipeline.clients());
        var accepted = new AcceptedArchives(pipeline.clients())) {
      return new Purge(
              ledger(), pipeline.payloads(), accepted::containsAny, holds::cover, retention, clock)
          .look();
    }
  }

  /**
   * Looks at every archive whose payloads are there, and again right before each removal.
   *
   * @param by who wants it
   */
  public List<PurgedArchive> run(Duration retention, String by)
      throws IOException, InterruptedException {
    var archives = new ArrayList<PurgedArchive>();
    var going = new ArrayList<String>();
    for (PurgedArchive archive : look(retention)) {
      if (Purge.mayGo(archive)) {
        going.add(archive.archive().hex());
      } else {
        archives.add(archive);
      }
    }
    var kind =
        new PurgeKind(this::ledger, pipeline.clients(), pipeline.payloads(), clock, archives::add);
    var _ = pipeline.actions().run(kind, request(retention, by, going));
    archives.sort(Comparator.comparing(it -> it.archive().hex()));
    return archives;
  }

  private static ActionRequest request(Duration retention, String by, List<String> archives) {
    String object = "payloads older than " + retention.toDays() + " days";
    return new ActionRequest(
        UUID.randomUUID().toString(),
        object,
        by,
        "retention",
        archives,
        0,
        Map.of(PurgeKind.RETENTION, retention.toString()));
  }

  private LedgerQueries ledger() {
    return pipeline.ledger().queries();
  }
}
