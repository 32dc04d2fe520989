package org.xipline.console.report;

import org.jspecify.annotations.Nullable;
import org.xipline.console.job.ArchiveFile;
import org.xipline.console.job.ArchiveResult;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.SignerIdentity;

/** One archive in the report of an import; component names are the JSON's. */
record ArchiveLine(
    String file,
    String archiveId,
    String state,
    @Nullable String reason,
    @Nullable SignerIdentity signer,
    long entries,
    long items,
    long attachments,
    long unclaimed) {

  static ArchiveLine of(ArchiveResult result) {
    return switch (result) {
      case ArchiveResult.Imported(var archive, var account) -> of(archive, "imported", account);
      case ArchiveResult.AlreadyImported(var archive, var account) ->
          of(archive, "already-imported", account);
      case ArchiveResult.Refused(var archive, var answer) ->
          new ArchiveLine(
              archive.named().toString(),
              archive.archiveId().hex(),
              "rejected",
              answer.reason(),
              answer.signer().orElse(null),
              0,
              0,
              0,
              0);
    };
  }

  private static ArchiveLine of(ArchiveFile archive, String state, ArchiveAccount account) {
    return new ArchiveLine(
        archive.named().toString(),
        archive.archiveId().hex(),
        state,
        null,
        account.acceptance().map(Acceptance::signer).orElse(null),
        account.acceptance().map(Acceptance::entries).orElse(0L),
        account.acceptance().map(Acceptance::items).orElse(0L),
        account.attachments(),
        account.unclaimed());
  }
}
