package org.xipline.console.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.RejectedArchive;
import org.xipline.console.ledger.Rejection;
import org.xipline.console.ledger.SignerIdentity;

/**
 * An archive that was refused whole, in status and log; component names are the JSON's.
 *
 * @param file {@code null} where an earlier version refused it
 * @param at {@code null} where an earlier version refused it
 */
public record RejectedLine(
    String type,
    String state,
    String reason,
    String detail,
    String connector,
    String archiveId,
    @Nullable String file,
    @Nullable SignerIdentity signer,
    @Nullable String at)
    implements LogEntry {
  private static final String TYPE = "archive";
  private static final String STATE = "rejected";

  /** The line of an archive. */
  public static RejectedLine of(RejectedArchive rejected) {
    Rejection rejection = rejected.rejection();
    return new RejectedLine(
        TYPE,
        STATE,
        rejection.reason(),
        rejection.detail(),
        rejected.archive().connector().value(),
        rejected.archive().archiveId().hex(),
        rejection.fileName().isEmpty() ? null : rejection.fileName(),
        rejection.signer().orElse(null),
        rejection.at().map(Instant::toString).orElse(null));
  }

  @Override
  public LogLine asRow() {
    return LogLine.ofArchive(connector, archiveId, state, reason, detail, at);
  }
}
