package org.xipline.importer.imap.append;

import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.answer.Verdict.Blame;

/** What is done when messages that were sent together are refused. */
enum GroupStep {
  /** They go again when the folder is made. */
  CREATE_AND_REPEAT,
  /** Each half goes by itself. */
  HALVE,
  /** That is their result, and others go on. */
  SETTLE,
  /** That is the result of all that is left. */
  END;

  static GroupStep after(Verdict verdict, int messages, boolean folderMade) {
    return switch (verdict) {
      case Verdict.MakeFolder() -> folderMade ? END : CREATE_AND_REPEAT;
      case Verdict.Later(var _, Blame blame) -> afterBlame(blame, messages);
      case Verdict.Never(var _, Blame blame) -> afterBlame(blame, messages);
      case Verdict.Done(), Verdict.SessionOver(), Verdict.ServerUnavailable() -> END;
      case Verdict.Throttled _, Verdict.LogInAgain() -> END;
      case Verdict.LogInRefused _ -> END;
    };
  }

  private static GroupStep afterBlame(Blame blame, int messages) {
    return switch (blame) {
      case MAILBOX -> END;
      case MESSAGE -> messages > 1 ? HALVE : SETTLE;
    };
  }
}
