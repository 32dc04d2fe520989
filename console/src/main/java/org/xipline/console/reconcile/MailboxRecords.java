package org.xipline.console.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.LoggedPair;

/**
 * The pairs of an archive by mailbox, while the ledger keeps them by entry: it is read once for
 * every so many pairs, so that memory is bounded however many there are.
 */
final class MailboxRecords {
  private final LedgerQueries ledger;
  private final ArchiveKey archive;
  private final int pairsAtOnce;

  /**
   * @param pairsAtOnce held in memory at a time, unless one mailbox has more
   */
  MailboxRecords(LedgerQueries ledger, ArchiveKey archive, int pairsAtOnce) {
    this.ledger = ledger;
    this.archive = archive;
    this.pairsAtOnce = pairsAtOnce;
  }

  /** Mailboxes in groups, in alphabetical order. */
  List<List<String>> groups() {
    Map<String, Integer> pairs = new TreeMap<>();
    ledger.forEachLoggedPair(
        archive,
        pair -> {
          if (hasMailbox(pair)) {
            pairs.merge(pair.state().mailbox(), 1, Integer::sum);
          }
        });
    return groups(pairs, pairsAtOnce);
  }

  /** Splits mailboxes so that each group has at most so many pairs, or one mailbox. */
  static List<List<String>> groups(Map<String, Integer> pairs, int pairsAtOnce) {
    var groups = new ArrayList<List<String>>();
    int inGroup = 0;
    for (Map.Entry<String, Integer> mailbox : pairs.entrySet()) {
      if (groups.isEmpty() || inGroup + mailbox.getValue() > pairsAtOnce) {
        groups.add(new ArrayList<>());
        inGroup = 0;
      }
      groups.getLast().add(mailbox.getKey());
      inGroup += mailbox.getValue();
    }
    return groups;
  }

  /** What the ledger says of the mailboxes of a group. */
  List<MailboxRecord> of(List<String> group) {
    Set<String> meant = new HashSet<>(group);
    Map<String, List<RecordedPair>> pairs = new TreeMap<>();
    ledger.forEachLoggedPair(
        archive,
        pair -> {
          if (meant.contains(pair.state().mailbox())) {
            pairs
                .computeIfAbsent(pair.state().mailbox(), _ -> new ArrayList<>())
                .add(RecordedPair.of(pair));
          }
        });
    return pairs.entrySet().stream()
        .map(mailbox -> new MailboxRecord(mailbox.getKey(), mailbox.getValue()))
        .toList();
  }

  private static boolean hasMailbox(LoggedPair pair) {
    return !pair.state().mailbox().isEmpty();
  }
}
