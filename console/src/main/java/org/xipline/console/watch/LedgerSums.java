package org.xipline.console.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;

/**
 * Sums the ledger up by connector. Of archives that are done and hold nothing only the account is
 * read; pairs of the others are.
 */
final class LedgerSums {
  /** Under which records count that no service can read: nobody knows whose they are. */
  private static final String NO_CONNECTOR = "";

  private final LedgerQueries queries;
  private final Map<String, ConnectorAccount> accounts = new TreeMap<>();

  private LedgerSums(LedgerQueries queries) {
    this.queries = queries;
  }

  /** By connector, as far as the stores of this process know. */
  static Map<String, ConnectorAccount> of(LedgerQueries queries) {
    var sums = new LedgerSums(queries);
    List<ArchiveAccount> toLookInto = sums.readAccounts();
    sums.readRejections();
    sums.readSetAsideRecords();
    toLookInto.forEach(sums::lookInto);
    return sums.accounts;
  }

  private List<ArchiveAccount> readAccounts() {
    var toLookInto = new ArrayList<ArchiveAccount>();
    queries.forEachAccount(account -> {
      ConnectorAccount sum = accountOf(account.key());
      sum.add(account.pairs());
      account
          .acceptance()
          .ifPresent(acceptance -> {
            sum.add(acceptance);
            sum.add(ArchiveState.of(account));
          });
      boolean unsettled = account.acceptance().isPresent() && !account.isSettled();
      if (account.pairs().held() > 0 || unsettled) {
        toLookInto.add(account);
      }
    });
    return toLookInto;
  }

  private void readRejections() {
    queries.forEachRejected(it -> accountOf(it.archive()).add(ArchiveState.REJECTED));
  }

  private void readSetAsideRecords() {
    queries.forEachSetAsideRecord(record -> {
      if (!record.state().dismissed()) {
        accountOf(NO_CONNECTOR).addDeadLetter(record.state().reason());
      }
    });
  }

  private void lookInto(ArchiveAccount account) {
    ConnectorAccount sum = accountOf(account.key());
    if (account.pairs().held() > 0) {
      queries.forEachHeldPair(
          account.key(),
          pair -> {
            if (!pair.state().dismissed()) {
              sum.addDeadLetter(pair.state().reason());
            }
          });
    }
    waitingSince(account).ifPresent(sum::addPendingSince);
  }

  /** An item without a message waits since its archive was accepted. */
  private Optional<Instant> waitingSince(ArchiveAccount account) {
    Optional<Instant> unread =
        account.acceptance().filter(_ -> account.itemsWithoutOutcome() > 0).map(it -> it.at());
    if (unread.isPresent() || account.pairs().pending() == 0) {
      return unread;
    }
    return queries.pendingSince(account.key());
  }

  private ConnectorAccount accountOf(ArchiveKey archive) {
    return accountOf(archive.connector().value());
  }

  private ConnectorAccount accountOf(String connector) {
    return accounts.computeIfAbsent(connector, _ -> new ConnectorAccount());
  }
}
