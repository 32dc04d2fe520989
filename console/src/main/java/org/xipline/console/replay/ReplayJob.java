package org.xipline.console.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.action.ActionResult;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.job.ImportProgress;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.ServiceSet;

/** Replays pairs, and waits until each of them has its new outcome: those, and no others. */
public final class ReplayJob {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private final Pipeline pipeline;
  private final ServiceSet services;
  private final ImportProgress progress;
  private final InstantSource clock;

  /**
   * @param pipeline open, its ledger caught up, without services: they are started by the job
   */
  public ReplayJob(
      Pipeline pipeline, ServiceSet services, ImportProgress progress, InstantSource clock) {
    this.pipeline = pipeline;
    this.services = services;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Returns when every replayed pair has its new outcome; a service that fails ends it. Pairs of
   * the same replay that was interrupted before are waited for, too.
   */
  public ReplayResult run(ReplayOrder order) throws IOException, InterruptedException {
    ActionRequest request = order.request(clock.instant());
    try (var outcomes = AwaitedOutcomes.fromNow(pipeline.clients())) {
      Set<SelectedPair> left = new HashSet<>();
      ActionResult action = pipeline.actions().run(kind(left), request);
      pipeline.ledger().awaitCaughtUp(CATCH_UP);
      var awaited = new AwaitedPairs();
      addEarlier(awaited, order);
      awaited.addAll(order.pairs(), left, request.replaySequence());
      var archives = new LinkedHashSet<>(order.archives());
      archives.addAll(awaited.archives());
      if (!awaited.isOver()) {
        pipeline.start(services);
        await(outcomes, awaited);
        pipeline.ledger().awaitCaughtUp(CATCH_UP);
      }
      return new ReplayResult(
          action.id(), action.selected(), action.left(), awaited.counts(), accounts(archives));
    }
  }

  private ReplayKind kind(Collection<SelectedPair> left) {
    return new ReplayKind(this::queries, pipeline.clients(), pipeline.payloads(), left::add);
  }

  private void addEarlier(AwaitedPairs awaited, ReplayOrder order) throws IOException {
    new EarlierReplays(pipeline.clients(), pipeline.payloads(), queries())
        .addTo(awaited, pipeline.actions().actor(order.authorship().by()), order.object());
  }

  private void await(AwaitedOutcomes outcomes, AwaitedPairs awaited) {
    long expected = awaited.waiting();
    while (!awaited.isOver()) {
      pipeline.requireHealthy();
      outcomes.tell(awaited);
      progress.at(
          awaited.archives().size(),
          awaited.counts().expected(),
          Math.max(expected, awaited.waiting() + awaited.counts().expected()));
    }
  }

  private List<ArchiveAccount> accounts(Set<ArchiveKey> archives) {
    return archives.stream().flatMap(archive -> queries().find(archive).stream()).toList();
  }

  private LedgerQueries queries() {
    return pipeline.ledger().queries();
  }
}
