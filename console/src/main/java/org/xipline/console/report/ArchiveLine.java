package org.xipline.console.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.ArchiveFile;
import org.xipline.console.job.ArchiveResult;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.SignerIdentity;

/**
 * One archive in the report of an import; component names are the JSON's.
 *
 * @param restaged payloads that were staged again; null where nobody asked for it
 * @param mailboxes where its messages go; null where the services that deliver them know
 */
record ArchiveLine(
    String file,
    String archiveId,
    String state,
    @Nullable String reason,
    @Nullable SignerIdentity signer,
    long entries,
    long items,
    long attachments,
    long unclaimed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long restaged,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String mailboxes) {

  static ArchiveLine of(ArchiveResult result) {
    return switch (result) {
      case ArchiveResult.Imported(var archive, var account) -> of(archive, "imported", account);
      case ArchiveResult.AlreadyImported(var archive, var account, var restaged) ->
          of(archive, "already-imported", account, restaged);
      case ArchiveResult.ImportedElsewhere(var archive, var account, var _) ->
          of(archive, "imported-elsewhere", account);
      case ArchiveResult.InProgress(var archive, var account) ->
          account
              .map(it -> of(archive, "in-progress", it))
              .orElseGet(() -> nothingKnown(archive, "in-progress", null, null));
      case ArchiveResult.Refused(var archive, var answer) ->
          nothingKnown(archive, "rejected", answer.reason(), answer.signer().orElse(null));
    };
  }

  private static ArchiveLine nothingKnown(
      ArchiveFile archive, String state, @Nullable String reason, @Nullable SignerIdentity signer) {
    return new ArchiveLine(
        archive.named().toString(),
        archive.archiveId().hex(),
        state,
        reason,
        signer,
        0,
        0,
        0,
        0,
        null,
        null);
  }

  private static ArchiveLine of(ArchiveFile archive, String state, ArchiveAccount account) {
    return of(archive, state, account, OptionalLong.empty());
  }

  private static ArchiveLine of(
      ArchiveFile archive, String state, ArchiveAccount account, OptionalLong restaged) {
    Optional<Acceptance> acceptance = account.acceptance();
    return new ArchiveLine(
        archive.named().toString(),
        archive.archiveId().hex(),
        state,
        null,
        acceptance.map(Acceptance::signer).orElse(null),
        acceptance.map(Acceptance::entries).orElse(0L),
        acceptance.map(Acceptance::items).orElse(0L),
        account.attachments(),
        account.unclaimed(),
        restaged.isPresent() ? restaged.getAsLong() : null,
        acceptance.map(Acceptance::mailboxServer).filter(it -> !it.isEmpty()).orElse(null));
  }
}
