package org.xipline.ingest.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.record.ArrivalAnswer;

/** What is known of arrivals, as far as it was read. */
interface ArrivalBook {

  /** When the arrival of this id was published; empty where it was not, or has been forgotten. */
  Optional<Instant> publishedAt(String arrivalId);

  /** What the arrival of this id came to; empty where there is no answer yet. */
  Optional<ArrivalAnswer> answerTo(String arrivalId);

  /**
   * The archives that a connector has accepted, in the order of their answers.
   *
   * @param position of the last one that is known already; 0 for none
   */
  List<AcceptedArrival> acceptedAfter(String connector, long position);
}
