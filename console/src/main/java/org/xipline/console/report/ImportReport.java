package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xipline.console.job.ArchiveResult;
import org.xipline.console.job.JobResult;
import org.xipline.console.ledger.LedgerQueries;

/** What an import came to. Dead letters are read from the ledger while they are printed. */
public final class ImportReport {
  private final JobResult result;
  private final LedgerQueries ledger;
  private final Duration took;

  /**
   * @param ledger open, and what the result was read from
   * @param took of the whole command
   */
  public ImportReport(JobResult result, LedgerQueries ledger, Duration took) {
    this.result = result;
    this.ledger = ledger;
    this.took = took;
  }

  /** One JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("archives");
          json.writePOJO(result.archives().stream().map(ArchiveLine::of).toList());
          accounts().writeJson(json, !result.isInProgress());
          json.writeName("seconds");
          json.writeNumber(AccountsSection.seconds(took));
          json.writeEndObject();
        });
  }

  /** For people. */
  public void printText(PrintStream out) {
    result.archives().forEach(archive -> out.println(sentence(archive)));
    accounts().printText(out, took);
    out.flush();
  }

  private AccountsSection accounts() {
    return new AccountsSection(result.accounts(), ledger);
  }

  private static String sentence(ArchiveResult result) {
    ArchiveLine line = ArchiveLine.of(result);
    return switch (result) {
      case ArchiveResult.Refused(_, var answer) ->
          "%s: rejected, %s: %s".formatted(line.file(), answer.reason(), answer.detail());
      case ArchiveResult.ImportedElsewhere(_, _, var mailboxes) ->
          elsewhere(line, mailboxes.orElse(null));
      case ArchiveResult.InProgress _ ->
          "%s: in progress; the same command goes on".formatted(line.file());
      case ArchiveResult.Imported _, ArchiveResult.AlreadyImported _ ->
          "%s: %s%s; %,d entries = %,d items + %,d attachments + %,d unclaimed; signed by %s"
              .formatted(
                  line.file(),
                  line.state().replace('-', ' '),
                  line.restaged() == null
                      ? ""
                      : ", %,d payloads staged again".formatted(line.restaged()),
                  line.entries(),
                  line.items(),
                  line.attachments(),
                  line.unclaimed(),
                  line.signer() == null ? "?" : line.signer().subject());
    };
  }

  private static String elsewhere(ArchiveLine line, @Nullable String mailboxes) {
    String where =
        mailboxes == null
            ? "into mailboxes that an earlier version did not record; its messages are not in"
                + " the given mailboxes"
            : "into " + mailboxes;
    return "%s: imported elsewhere, %s; nothing was delivered. To deliver it to other mailboxes: xipline replay --archive %.12s --to-mailboxes NEW --why TEXT"
        .formatted(line.file(), where, line.archiveId());
  }
}
