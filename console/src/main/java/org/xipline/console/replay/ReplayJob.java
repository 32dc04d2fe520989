package org.xipline.console.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.RecordSession;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.job.ImportProgress;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.topic.TopicReading;
import org.xipline.schemas.topic.Topic;

/**
 * Sends pairs that were set aside back to where they can heal, and waits until the ledger has the
 * last word on the archives that they belong to.
 */
public final class ReplayJob {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Pipeline pipeline;
  private final ReplayRules rules;
  private final ServiceSet services;
  private final ImportProgress progress;

  /**
   * @param pipeline open, its ledger caught up, without services: they are started by the job
   */
  public ReplayJob(
      Pipeline pipeline, ReplayRules rules, ServiceSet services, ImportProgress progress) {
    this.pipeline = pipeline;
    this.rules = rules;
    this.services = services;
    this.progress = progress;
  }

  /**
   * Returns when every replayed pair has its new outcome; a service that fails ends it. What an
   * interrupted run has left goes on, and is waited for.
   */
  public ReplayResult run(Selection selection, Authorship authorship)
      throws IOException, InterruptedException {
    Instant now = Instant.now();
    ReplayRequest request = ReplayRequest.of(selection, authorship, now);
    Set<ArchiveKey> archives = concerned(selection);
    if (archives.isEmpty()) {
      return new ReplayResult(request.replayId(), 0, 0, PairCounts.ZERO, List.of());
    }
    long left = selection.items().isEmpty() ? 0 : publish(request, selection, now);
    pipeline.ledger().awaitCaughtUp(CATCH_UP);
    pipeline.start(services);
    List<ArchiveAccount> accounts = awaitSettled(archives);
    PairCounts outcomes = outcomes(selection, request.sequence());
    return new ReplayResult(request.replayId(), selection.pairs(), left, outcomes, accounts);
  }

  /** The archives of the pairs, and those that an interrupted run has left unsettled. */
  private Set<ArchiveKey> concerned(Selection selection) {
    var archives = new LinkedHashSet<ArchiveKey>();
    selection.items().keySet().forEach(item -> archives.add(item.archive()));
    pipeline
        .ledger()
        .queries()
        .forEachAccount(account -> {
          if (account.acceptance().isPresent() && !account.isSettled()) {
            archives.add(account.key());
          }
        });
    return archives;
  }

  /** All of it in one transaction; returns how many pairs had nothing to go on from. */
  private long publish(ReplayRequest request, Selection selection, Instant now) throws IOException {
    return RecordSession.commit(
        pipeline.clients(),
        now,
        session -> {
          var records = new ReplayRecords(request, rules, session, selection);
          fromDeadLetters(records);
          records.fromManifests(pipeline.payloads());
          return records.left();
        });
  }

  private void fromDeadLetters(ReplayRecords records) throws IOException {
    try {
      new TopicReading<>(pipeline.clients(), Topic.DEAD_LETTERS)
          .forEach(letter -> {
            try {
              records.from(letter.value());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private List<ArchiveAccount> awaitSettled(Set<ArchiveKey> archives) throws InterruptedException {
    while (true) {
      long mark = pipeline.ledger().newsSoFar();
      pipeline.requireHealthy();
      List<ArchiveAccount> accounts = accounts(archives);
      long waiting = accounts.stream().filter(account -> !account.isSettled()).count();
      report(accounts, waiting);
      if (waiting == 0) {
        return accounts;
      }
      pipeline.ledger().awaitNews(mark, LOOK_AGAIN);
    }
  }

  private List<ArchiveAccount> accounts(Set<ArchiveKey> archives) {
    var accounts = new ArrayList<ArchiveAccount>();
    archives.forEach(archive -> pipeline.ledger().queries().find(archive).ifPresent(accounts::add));
    return accounts;
  }

  private void report(List<ArchiveAccount> accounts, long waiting) {
    PairCounts pairs =
        accounts.stream().map(ArchiveAccount::pairs).reduce(PairCounts.ZERO, PairCounts::plus);
    progress.at(Math.toIntExact(waiting), pairs.expected() - pairs.pending(), pairs.expected());
  }

  private PairCounts outcomes(Selection selection, long sequence) {
    var outcomes = new ArrayList<PairCounts>();
    for (HeldItem item : selection.items().keySet()) {
      pipeline
          .ledger()
          .queries()
          .forEachPair(
              item.archive(),
              item.entry(),
              pair -> {
                if (pair.replaySequence() == sequence) {
                  outcomes.add(PairCounts.of(pair.standing()));
                }
              });
    }
    return outcomes.stream().reduce(PairCounts.ZERO, PairCounts::plus);
  }
}
