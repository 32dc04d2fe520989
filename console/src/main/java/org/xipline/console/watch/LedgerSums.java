package org.xipline.console.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.ArrivalAnswer;
import org.xipline.console.ledger.LedgerQueries;

/**
 * Sums the ledger up by connector. Of archives that are done and hold nothing only the account is
 * read; pairs of the others are.
 */
final class LedgerSums {
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
      if (account.pairs().held() > 0 || !account.isSettled()) {
        toLookInto.add(account);
      }
    });
    return toLookInto;
  }

  private void readRejections() {
    Set<ArchiveKey> rejected = new HashSet<>();
    queries.forEachAnswer((archive, answer) -> {
      if (answer instanceof ArrivalAnswer.Rejected && isNotAccepted(archive)) {
        rejected.add(archive);
      }
    });
    rejected.forEach(archive -> accountOf(archive).add(ArchiveState.REJECTED));
  }

  private boolean isNotAccepted(ArchiveKey archive) {
    return queries.find(archive).flatMap(ArchiveAccount::acceptance).isEmpty();
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
        account
            .acceptance()
            .filter(it -> it.items() > account.itemsConverted() + account.itemsDeadLettered())
            .map(it -> it.at());
    if (unread.isPresent() || account.pairs().pending() == 0) {
      return unread;
    }
    return queries.pendingSince(account.key());
  }

  private ConnectorAccount accountOf(ArchiveKey archive) {
    return accounts.computeIfAbsent(archive.connector().value(), _ -> new ConnectorAccount());
  }
}
