package org.xipline.console.command;

import java.util.Collection;
import org.xipline.archive.Inspection;
import org.xipline.console.job.JobResult;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.replay.ReplayResult;

/** What the process ends with; of several that apply, the first counts. */
enum ExitCode {
  /** Of the program, or of what it runs on; an account that does not close is one too. */
  FAILURE(1),
  USAGE(2),
  /** An archive was refused. */
  REJECTED(4),
  /** Balanced, but something was dead-lettered or is held; or mailboxes differ from the ledger. */
  HELD(3),
  /** All delivered, external participants aside, and balanced. */
  DONE(0);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static ExitCode of(Inspection inspection) {
    return switch (inspection) {
      case Inspection.Trusted _ -> DONE;
      case Inspection.Rejected _ -> REJECTED;
    };
  }

  static ExitCode of(JobResult result) {
    if (!result.isBalanced()) {
      return FAILURE;
    }
    if (result.hasElsewhere()) {
      return USAGE;
    }
    return result.hasRefused() ? REJECTED : of(result.accounts());
  }

  /** By the replayed pairs alone, however the archives stand that they belong to. */
  static ExitCode of(ReplayResult result) {
    return result.outcomes().held() > 0 || result.notReplayable() > 0 ? HELD : DONE;
  }

  static ExitCode of(Collection<ArchiveAccount> accounts) {
    if (!accounts.stream().allMatch(ArchiveAccount::isBalanced)) {
      return FAILURE;
    }
    return accounts.stream().anyMatch(account -> account.pairs().held() > 0) ? HELD : DONE;
  }
}
