package org.xipline.console.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.console.cli.UsageException;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;

/**
 * Tells archives of the ledger apart.
 *
 * @param connector the one that imported them; empty for any
 * @param idPrefix what their ids begin with; empty for any
 */
record ArchiveFilter(Optional<String> connector, String idPrefix) {

  /** Whether anything is told apart. */
  boolean isGiven() {
    return connector.isPresent() || !idPrefix.isEmpty();
  }

  /**
   * The archives meant, in the ledger's order.
   *
   * @throws UsageException if something is asked for that the ledger does not know: silence about
   *     it would read as "all is well"
   */
  List<ArchiveKey> in(LedgerQueries ledger) {
    var archives = new ArrayList<ArchiveKey>();
    ledger.forEachAccount(account -> {
      if (includes(account.key())) {
        archives.add(account.key());
      }
    });
    if (archives.isEmpty() && isGiven()) {
      // Of those that earlier versions rejected there is no account.
      ledger.forEachRejected(rejected -> {
        if (includes(rejected.archive())) {
          archives.add(rejected.archive());
        }
      });
    }
    if (archives.isEmpty() && isGiven()) {
      throw new UsageException(unknown());
    }
    return archives;
  }

  /**
   * The one archive meant.
   *
   * @throws UsageException unless it is one, and no more
   */
  ArchiveKey oneIn(LedgerQueries ledger) {
    List<ArchiveKey> archives = in(ledger);
    if (archives.size() != 1) {
      throw new UsageException(
          "%d archives have an id that begins with %s; give more characters, or --connector"
              .formatted(archives.size(), idPrefix));
    }
    return archives.getFirst();
  }

  /** Whether an archive is meant, be it in the ledger or not. */
  boolean includes(ArchiveKey key) {
    return key.archiveId().hex().startsWith(idPrefix)
        && connector.map(key.connector().value()::equals).orElse(true);
  }

  private String unknown() {
    String which =
        idPrefix.isEmpty() ? "no archive" : "no archive whose id begins with " + idPrefix;
    return which + " is in the ledger" + connector.map(it -> " for connector " + it).orElse("");
  }
}
