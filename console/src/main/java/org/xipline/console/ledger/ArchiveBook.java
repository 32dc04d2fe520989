package org.xipline.console.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The stores as seen from one archive, for the length of one fact: every change of a state goes
 * through here, so that the account moves with it.
 */
final class ArchiveBook {
  private final LedgerStores stores;
  private final ArchiveKey archive;
  private final ArchiveAccount before;
  private ArchiveAccount account;

  ArchiveBook(LedgerStores stores, ArchiveKey archive) {
    this.stores = stores;
    this.archive = archive;
    ArchiveAccount stored = stores.accounts().get(LedgerKey.ofArchive(archive));
    this.before = stored == null ? ArchiveAccount.empty(archive) : stored;
    this.account = before;
  }

  void change(UnaryOperator<Intake> change) {
    account = account.with(change.apply(account.intake()));
  }

  /** The first word stands; that something was staged again says more than that it was there. */
  void answer(String arrivalId, ArrivalAnswer answer) {
    String key = LedgerKey.ofArrival(archive, arrivalId);
    ArrivalAnswer known = stores.answers().get(key);
    if (known == null
        || (known instanceof ArrivalAnswer.Repeated && answer instanceof ArrivalAnswer.Restaged)) {
      stores.answers().put(key, answer);
    }
  }

  void report(String entry, String address, PairState report) {
    PairState known = pair(entry, address);
    put(entry, address, known, known == null ? report : known.after(report));
  }

  /** Enters an operator's decision on a pair; nothing happens if there is no such pair. */
  void decide(String entry, String address, UnaryOperator<PairState> decided) {
    PairState known = pair(entry, address);
    if (known != null) {
      put(entry, address, known, decided.apply(known));
    }
  }

  /** Keeps a decision for those who look up the mark; of one decision all facts say the same. */
  void keep(DecisionMark mark, Decision decision) {
    stores.decisions().putIfAbsent(LedgerKey.ofDecision(archive, mark), decision);
  }

  /** Takes the pair out of the account: others stand in its place. */
  void remove(String entry, String address) {
    PairState known = pair(entry, address);
    if (known != null) {
      String key = LedgerKey.ofPair(archive, entry, address);
      stores.pairs().delete(key);
      stores.held().delete(key);
      account = account.afterPairMoved(known.standing(), null);
    }
  }

  /** Addresses of an entry's pairs that are in such a state. */
  List<String> addressesOf(String entry, Predicate<PairState> wanted) {
    String prefix = LedgerKey.below(LedgerKey.ofEntry(archive, entry));
    var addresses = new ArrayList<String>();
    try (var pairs = stores.pairs().prefixScan(prefix, new StringSerializer())) {
      while (pairs.hasNext()) {
        KeyValue<String, PairState> pair = pairs.next();
        if (wanted.test(pair.value)) {
          addresses.add(pair.key.substring(prefix.length()));
        }
      }
    }
    return addresses;
  }

  void tellItem(String entry, ItemState fact) {
    String key = LedgerKey.ofEntry(archive, entry);
    ItemState known = stores.items().get(key);
    ItemState now = known == null ? fact : known.after(fact);
    if (!now.equals(known)) {
      stores.items().put(key, now);
      account = account.afterItemTold(known, now);
    }
  }

  /** Whether any fact so far has named the participants of this item. */
  boolean participantsKnown(String entry) {
    ItemState known = stores.items().get(LedgerKey.ofEntry(archive, entry));
    return known != null && known.participantsKnown();
  }

  void tellFile(String path, FileState fact) {
    String key = LedgerKey.ofEntry(archive, path);
    FileState known = stores.files().get(key);
    FileState now = known == null ? fact : known.after(fact);
    if (!now.equals(known)) {
      stores.files().put(key, now);
      account = account.afterFileTold(known, now);
    }
  }

  /**
   * Writes the account down.
   *
   * @return whether the archive has settled by what was told
   */
  boolean close() {
    if (!account.equals(before)) {
      stores.accounts().put(LedgerKey.ofArchive(archive), account);
    }
    return account.isSettled() && !before.isSettled();
  }

  private @Nullable PairState pair(String entry, String address) {
    return stores.pairs().get(LedgerKey.ofPair(archive, entry, address));
  }

  private void put(String entry, String address, @Nullable PairState known, PairState now) {
    if (now.equals(known)) {
      return;
    }
    String key = LedgerKey.ofPair(archive, entry, address);
    stores.pairs().put(key, now);
    boolean wasHeld = known != null && known.standing().isHeld();
    if (now.standing().isHeld() && !wasHeld) {
      stores.held().put(key, true);
    } else if (wasHeld && !now.standing().isHeld()) {
      stores.held().delete(key);
    }
    account = account.afterPairMoved(known == null ? null : known.standing(), now.standing());
  }
}
