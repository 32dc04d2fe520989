package org.xipline.console.report;

import org.xipline.console.ledger.PairCounts;

/** The account's figures; component names are the JSON's. */
record TotalsLine(
    long expected,
    long delivered,
    long alreadyPresent,
    long external,
    long unmapped,
    long deadLettered,
    long pending) {

  static TotalsLine of(PairCounts pairs) {
    return new TotalsLine(
        pairs.expected(),
        pairs.delivered(),
        pairs.alreadyPresent(),
        pairs.external(),
        pairs.unmapped(),
        pairs.deadLettered(),
        pairs.pending());
  }

  String asSentence() {
    return ("%,d expected = %,d delivered + %,d already present + %,d external + %,d unmapped"
            + " + %,d dead-lettered + %,d pending")
        .formatted(expected, delivered, alreadyPresent, external, unmapped, deadLettered, pending);
  }
}
