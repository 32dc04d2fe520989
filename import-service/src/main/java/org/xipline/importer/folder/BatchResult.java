package org.xipline.importer.folder;

import java.util.List;
import java.util.Optional;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Opening;

/**
 * What became of a batch.
 *
 * @param results one for each message, in order. {@link AppendResult.Unresolved} only where the
 *     server cannot be reached any more, or wants the mailbox left alone: delivering the message
 *     again looks for it first.
 * @param unavailable why no mailbox of the server can be reached; empty if it answered
 * @param refused the refused log-in, if that is why nothing was stored and it does not show yet
 *     whose trouble it is
 */
public record BatchResult(
    List<AppendResult> results,
    Optional<String> unavailable,
    Optional<Opening.LogInRefused> refused) {

  static BatchResult answered(List<AppendResult> results) {
    return new BatchResult(results, Optional.empty(), Optional.empty());
  }
}
