package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.PendingCause;

/** An accepted archive in the status; component names are the JSON's. */
record ArchiveStatus(
    String type,
    String connector,
    String archiveId,
    String file,
    String acceptedAt,
    String state,
    boolean balanced,
    long entries,
    long publishedEntries,
    long items,
    @Nullable String mailboxes,
    TotalsLine totals,
    List<Cause> pending) {
  private static final String TYPE = "archive";

  /** Why pairs are pending. */
  record Cause(
      @Nullable String reason,
      @Nullable String detail,
      long pairs,
      String since,
      @Nullable String nextTry) {

    static Cause of(PendingCause cause) {
      return new Cause(
          cause.reason().isEmpty() ? null : cause.reason(),
          cause.detail().isEmpty() ? null : cause.detail(),
          cause.pairs(),
          cause.since().toString(),
          cause.nextTry().map(Instant::toString).orElse(null));
    }

    String asSentence() {
      String why = reason == null ? "on their way" : "%s: %s".formatted(reason, detail);
      String next = nextTry == null ? "" : "; next try " + nextTry;
      return "%,d pending since %s, %s%s".formatted(pairs, since, why, next);
    }
  }

  static ArchiveStatus of(ArchiveStanding standing) {
    ArchiveAccount account = standing.account();
    return new ArchiveStatus(
        TYPE,
        account.key().connector().value(),
        account.key().archiveId().hex(),
        account.acceptance().map(Acceptance::fileName).orElse(""),
        account.acceptance().map(it -> it.at().toString()).orElse(""),
        state(account),
        account.isBalanced(),
        account.acceptance().map(Acceptance::entries).orElse(0L),
        account.publishedEntries(),
        account.acceptance().map(Acceptance::items).orElse(0L),
        account
            .acceptance()
            .map(Acceptance::mailboxServer)
            .filter(it -> !it.isEmpty())
            .orElse(null),
        TotalsLine.of(account.pairs()),
        standing.causes().stream().map(Cause::of).toList());
  }

  private static String state(ArchiveAccount account) {
    if (!account.isSettled()) {
      return "in-progress";
    }
    if (!account.isBalanced()) {
      return "out-of-balance";
    }
    return account.pairs().held() > 0 ? "held" : "done";
  }

  void print(PrintStream out) {
    String place = mailboxes == null ? "" : " → " + mailboxes;
    out.printf(
        "  %-20s %.12s  %-14s %s%s: %s%n",
        connector, archiveId, state, file, place, totals.asSentence());
    if (publishedEntries < entries) {
      out.printf("    entries published %,d of %,d%n", publishedEntries, entries);
    }
    pending.forEach(cause -> out.printf("    %s%n", cause.asSentence()));
  }
}
