package org.xipline.console.job;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xipline.console.job.ArchiveResult.AlreadyImported;
import org.xipline.console.job.ArchiveResult.Imported;
import org.xipline.console.job.ArchiveResult.ImportedElsewhere;
import org.xipline.console.job.ArchiveResult.InProgress;
import org.xipline.console.job.ArchiveResult.Refused;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.PairCounts;

/**
 * What a job came to.
 *
 * @param archives in the order in which they were asked for
 */
public record JobResult(List<ArchiveResult> archives, Duration took) {

  public JobResult {
    archives = List.copyOf(archives);
  }

  /**
   * One account for each archive that is here and was not refused, however often it was asked for.
   */
  public Collection<ArchiveAccount> accounts() {
    Map<ArchiveKey, ArchiveAccount> accounts = new LinkedHashMap<>();
    for (ArchiveResult result : archives) {
      switch (result) {
        case Imported(_, var account) -> accounts.put(account.key(), account);
        case AlreadyImported(_, var account, _) -> accounts.put(account.key(), account);
        case InProgress(_, var account) -> account.ifPresent(it -> accounts.put(it.key(), it));
        case ImportedElsewhere _, Refused _ -> {}
      }
    }
    return accounts.values();
  }

  /** Of all accounts together. */
  public PairCounts totals() {
    return accounts().stream().map(ArchiveAccount::pairs).reduce(PairCounts.ZERO, PairCounts::plus);
  }

  /** Whether every account closes. */
  public boolean isBalanced() {
    return !isInProgress() && accounts().stream().allMatch(ArchiveAccount::isBalanced);
  }

  /** Whether the deadline passed before everything was decided. */
  public boolean isInProgress() {
    return archives.stream().anyMatch(InProgress.class::isInstance);
  }

  /** Whether an archive was refused. */
  public boolean hasRefused() {
    return archives.stream().anyMatch(Refused.class::isInstance);
  }

  /** Whether an archive belongs to other mailboxes. */
  public boolean hasElsewhere() {
    return archives.stream().anyMatch(ImportedElsewhere.class::isInstance);
  }
}
