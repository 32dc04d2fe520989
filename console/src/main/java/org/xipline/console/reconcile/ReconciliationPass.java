package org.xipline.console.reconcile;

import java.util.List;

/**
 * What one look at all mailboxes of an archive showed.
 *
 * @param mailboxes that were looked into
 * @param pairs that the ledger calls delivered, all of them held against their mailbox
 * @param messages that were read back
 */
record ReconciliationPass(long mailboxes, long pairs, long messages, List<Finding> findings) {

  ReconciliationPass {
    findings = List.copyOf(findings);
  }

  /** All of them together. */
  static ReconciliationPass sum(List<ReconciliationPass> parts) {
    return new ReconciliationPass(
        parts.stream().mapToLong(ReconciliationPass::mailboxes).sum(),
        parts.stream().mapToLong(ReconciliationPass::pairs).sum(),
        parts.stream().mapToLong(ReconciliationPass::messages).sum(),
        parts.stream().flatMap(part -> part.findings().stream()).toList());
  }
}
