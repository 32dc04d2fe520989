package org.xipline.console.command;

import java.util.Collection;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.job.JobResult;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.replay.ReplayResult;

/** Exit codes of commands that deliver, by what became of the archives. */
final class ResultExitCode {
  private ResultExitCode() {}

  static ExitCode of(JobResult result) {
    if (!result.isBalanced()) {
      return ExitCode.FAILURE;
    }
    if (result.hasElsewhere()) {
      return ExitCode.USAGE;
    }
    return result.hasRefused() ? ExitCode.REJECTED : of(result.accounts());
  }

  /** By the replayed pairs alone, however the archives stand that they belong to. */
  static ExitCode of(ReplayResult result) {
    return result.outcomes().held() > 0 || result.notReplayable() > 0
        ? ExitCode.HELD
        : ExitCode.DONE;
  }

  static ExitCode of(Collection<ArchiveAccount> accounts) {
    if (!accounts.stream().allMatch(ArchiveAccount::isBalanced)) {
      return ExitCode.FAILURE;
    }
    return accounts.stream().anyMatch(account -> account.pairs().held() > 0)
        ? ExitCode.HELD
        : ExitCode.DONE;
  }
}
