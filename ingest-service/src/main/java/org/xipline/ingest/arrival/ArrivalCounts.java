package org.xipline.ingest.arrival;

/** Hears of arrivals that come into hand, and of those that leave it undecided. */
public interface ArrivalCounts {

  /** An arrival is in hand. */
  void taken();

  /** It is not any more: another member goes on with it. */
  void givenUp();

  /** It is not any more, and is read again when its partition has rested. */
  void rested();
}
