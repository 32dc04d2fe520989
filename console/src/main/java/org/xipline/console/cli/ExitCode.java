package org.xipline.console.cli;

import org.xipline.archive.Inspection;

/** What the process ends with; of several that apply, the first counts. */
public enum ExitCode {
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

  public int code() {
    return code;
  }

  public static ExitCode of(Inspection inspection) {
    return switch (inspection) {
      case Inspection.Trusted _ -> DONE;
      case Inspection.Rejected _ -> REJECTED;
    };
  }
}
