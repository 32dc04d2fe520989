package org.xipline.ingest.connector;

import java.util.Optional;
import org.xipline.ingest.drop.Verdict;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.ArrivalAnswer;

/** What becomes of a file, by what ingest said. */
final class Verdicts {

  private Verdicts() {}

  /**
   * Empty where the answer is one that this version does not know: the file is left where it is.
   */
  static Optional<Verdict> of(ArrivalAnswer answer) {
    var archive = new ArchiveId(answer.getArchiveId());
    return switch (answer.getResult()) {
      case ARRIVAL_RESULT_ACCEPTED, ARRIVAL_RESULT_REPEATED ->
          Optional.of(new Verdict.Imported(archive));
      case ARRIVAL_RESULT_REJECTED ->
          Optional.of(
              new Verdict.Rejected(
                  archive,
                  answer.getReason(),
                  answer.getDetail(),
                  answer.hasSigner() ? Optional.of(answer.getSigner()) : Optional.empty(),
                  Moments.instant(answer.getAt())));
      case ARRIVAL_RESULT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
