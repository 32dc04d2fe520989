package org.xipline.console.reconcile;

import java.util.List;

/**
 * What one look at all mailboxes of an archive showed.
 *
 * @param mailboxes that were looked into
 * @param pairs that the ledger calls delivered, all of them held against their mailbox
 * @param messages that were read back
 */
record Inspection(long mailboxes, long pairs, long messages, List<Finding> findings) {

  Inspection {
    findings = List.copyOf(findings);
  }

  /** All of them together. */
  static Inspection sum(List<Inspection> parts) {
    return new Inspection(
        parts.stream().mapToLong(Inspection::mailboxes).sum(),
        parts.stream().mapToLong(Inspection::pairs).sum(),
        parts.stream().mapToLong(Inspection::messages).sum(),
        parts.stream().flatMap(part -> part.findings().stream()).toList());
  }
}
