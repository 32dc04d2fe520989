package org.xipline.ingest.connector;

import java.util.Optional;
import org.xipline.ingest.drop.FileDecision;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.ArrivalAnswer;

/** What becomes of a file, by what ingest said. */
final class FileDecisions {

  private FileDecisions() {}

  /**
   * Empty where the answer is one that this version does not know: the file is left where it is.
   */
  static Optional<FileDecision> of(ArrivalAnswer answer) {
    var archive = new ArchiveId(answer.getArchiveId());
    return switch (answer.getResult()) {
      case ARRIVAL_RESULT_ACCEPTED, ARRIVAL_RESULT_REPEATED ->
          Optional.of(new FileDecision.Imported(archive));
      case ARRIVAL_RESULT_REJECTED ->
          Optional.of(
              new FileDecision.Rejected(
                  archive,
                  answer.getReason(),
                  answer.getDetail(),
                  answer.hasSigner() ? Optional.of(answer.getSigner()) : Optional.empty(),
                  Moments.instant(answer.getAt())));
      case ARRIVAL_RESULT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
