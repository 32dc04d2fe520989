package org.xipline.console.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.xipline.console.action.ActionRequest;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.reconcile.Finding.Identity;
import org.xipline.console.reconcile.Reconciled.Difference;
import org.xipline.console.replay.MessageReplay;
import org.xipline.console.replay.ReplayJob;
import org.xipline.console.replay.ReplayOrder;
import org.xipline.console.replay.ReplayServers;
import org.xipline.console.replay.ReplaySnapshots;

/**
 * Reads the mailboxes of an archive back and holds them against the ledger. Where that is asked for
 * it also mends what can be mended without a judgement: what is missing is delivered again, second
 * copies go; and then looks again, so that only what is gone counts as repaired.
 *
 * <p>Memory grows with the differences, not with the pairs.
 */
public final class Reconciliation {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private final Pipeline pipeline;
  private final DeliveringServices services;
  private final ReplayServers servers;
  private final ArchiveKey archive;
  private final ProgressDisplay progress;
  private final InstantSource clock;

  /**
   * @param pipeline open, its ledger caught up, without services: a repair starts them
   * @param servers where what is missing is delivered again
   */
  public Reconciliation(
      Pipeline pipeline,
      DeliveringServices services,
      ReplayServers servers,
      ArchiveKey archive,
      ProgressDisplay progress,
      InstantSource clock) {
    this.pipeline = pipeline;
    this.services = services;
    this.servers = servers;
    this.archive = archive;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Only looks.
   *
   * @throws MailboxesUnreachableException if the server cannot be reached
   */
  public Reconciled inspect() throws InterruptedException {
    return Reconciled.of(archive, look());
  }

  /**
   * Looks, mends, and looks again.
   *
   * @throws MailboxesUnreachableException if the server cannot be reached
   */
  public Reconciled repair(Attribution authorship) throws IOException, InterruptedException {
    resumeRepairs();
    ReconciliationPass before = look();
    if (before.findings().stream().allMatch(finding -> finding.remedy().isEmpty())) {
      return Reconciled.of(archive, before);
    }
    List<Finding> told = removeCopies(before.findings(), authorship);
    resend(before.findings(), authorship);
    pipeline.ledger().awaitCaughtUp(CATCH_UP);
    ReconciliationPass after = look();
    return new Reconciled(
        archive,
        after.mailboxes(),
        after.pairs(),
        after.messages(),
        differences(told, after.findings()));
  }

  /** Those of earlier commands that were interrupted; what they found is looked at once more. */
  private void resumeRepairs() throws InterruptedException {
    var _ =
        pipeline
            .actions()
            .resume(List.of(new RepairKind(archive, services.mailboxes(), (_, _) -> {})), _ -> {});
  }

  private ReconciliationPass look() throws InterruptedException {
    return new Inspector(pipeline.ledger().queries(), services.mailboxes(), archive, progress)
        .inspect();
  }

  /** The findings, those that stay with the reason. */
  private List<Finding> removeCopies(List<Finding> findings, Attribution authorship)
      throws IOException, InterruptedException {
    Map<SelectedCopy, String> stayed = new HashMap<>();
    List<String> copies =
        findings.stream()
            .flatMap(finding -> copy(finding).stream())
            .map(SelectedCopy::line)
            .toList();
    var kind = new RepairKind(archive, services.mailboxes(), stayed::put);
    var _ = pipeline.actions().run(kind, request(kind, copies, authorship));
    return findings.stream()
        .map(finding ->
            copy(finding)
                .flatMap(it -> Optional.ofNullable(stayed.get(it)))
                .map(finding::adding)
                .orElse(finding))
        .toList();
  }

  private static Optional<SelectedCopy> copy(Finding finding) {
    return finding.remedy().orElse(null) instanceof Remedy.RemoveCopy copy
        ? Optional.of(SelectedCopy.of(finding.mailbox(), copy))
        : Optional.empty();
  }

  private ActionRequest request(RepairKind kind, List<String> copies, Attribution authorship) {
    return new ActionRequest(
        UUID.randomUUID().toString(),
        "second copies of archive " + archive,
        authorship.by(),
        authorship.why(),
        copies,
        0,
        kind.parameters());
  }

  private void resend(List<Finding> findings, Attribution authorship)
      throws IOException, InterruptedException {
    var missing = new MissingMessages(archive, findings);
    if (missing.isEmpty()) {
      return;
    }
    LedgerQueries ledger = pipeline.ledger().queries();
    var rules = new ReplaySnapshots(ledger, pipeline.payloads(), UnaryOperator.identity(), servers);
    ReplayOrder order =
        new MessageReplay(ledger, pipeline.clients(), rules)
            .of(
                "messages missing from mailboxes, of archive " + archive,
                authorship,
                missing,
                List.of());
    var _ = new ReplayJob(pipeline, services, progress, clock).run(order);
  }

  /** Those of the first look, and what only the second one shows. */
  static List<Difference> differences(List<Finding> before, List<Finding> after) {
    Set<Identity> left = new HashSet<>();
    after.forEach(finding -> left.add(finding.identity()));
    var differences = new ArrayList<Difference>();
    Set<Identity> known = new HashSet<>();
    for (Finding finding : before) {
      known.add(finding.identity());
      differences.add(new Difference(finding, !left.contains(finding.identity())));
    }
    after.stream()
        .filter(finding -> !known.contains(finding.identity()))
        .forEach(finding -> differences.add(new Difference(finding, false)));
    return differences;
  }
}
