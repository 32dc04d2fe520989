package org.xipline.console.purge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.payload.PayloadKey;

/**
 * Removes the payloads of archives that nobody needs any more: their entries, their rendered
 * messages, their manifests. Snapshots of users and rules stay, and so does the account. Connectors
 * that imported the same archive share its payloads: each must let them go.
 */
final class Purge {
  private static final Logger LOGGER = LoggerFactory.getLogger(Purge.class);

  private static final Duration CONNECTORS_ANEW = Duration.ofSeconds(10);

  private final LedgerQueries ledger;
  private final PayloadStore store;
  private final Predicate<ArchiveKey> onHold;
  private final Duration retention;
  private final InstantSource clock;
  private Set<ConnectorName> connectors = Set.of();
  private Instant connectorsReadAt = Instant.EPOCH;

  /**
   * @param onHold whether somebody has said that an archive's payloads must stay, asked anew before
   *     each removal
   */
  Purge(
      LedgerQueries ledger,
      PayloadStore store,
      Predicate<ArchiveKey> onHold,
      Duration retention,
      InstantSource clock) {
    this.ledger = ledger;
    this.store = store;
    this.onHold = onHold;
    this.retention = retention;
    this.clock = clock;
  }

  /** Archives whose payloads are there, in the order of their ids, and what keeps each. */
  List<PurgedArchive> look() throws IOException {
    var found = new ArrayList<PurgedArchive>();
    for (var archive : accounts().entrySet()) {
      if (store.find(PayloadKey.ofManifest(archive.getKey())).isPresent()) {
        found.add(new PurgedArchive(archive.getKey(), kept(archive.getValue())));
      }
    }
    return found;
  }

  /** Removes an archive's payloads unless something keeps them at this moment. */
  PurgedArchive remove(ArchiveId archive) throws IOException {
    Optional<String> kept = kept(accounts(archive));
    if (kept.isEmpty()) {
      // The manifest last: while it is there, a purge that was stopped is done again.
      store.deleteAll(PayloadKey.entriesOf(archive));
      store.deleteAll(PayloadKey.messagesOf(archive));
      store.delete(PayloadKey.ofManifest(archive));
      LOGGER.atInfo().addKeyValue("archiveId", archive.hex()).log("payloads are purged");
    }
    return new PurgedArchive(archive, kept);
  }

  private SortedMap<ArchiveId, List<ArchiveAccount>> accounts() {
    var accounts =
        new TreeMap<ArchiveId, List<ArchiveAccount>>(Comparator.comparing(ArchiveId::hex));
    ledger.forEachAccount(account -> {
      if (account.acceptance().isPresent()) {
        accounts.computeIfAbsent(account.key().archiveId(), _ -> new ArrayList<>()).add(account);
      }
    });
    connectors = connectorsIn(accounts.values());
    connectorsReadAt = clock.instant();
    return accounts;
  }

  private static Set<ConnectorName> connectorsIn(
      Collection<? extends Collection<ArchiveAccount>> accounts) {
    return accounts.stream()
        .flatMap(Collection::stream)
        .map(account -> account.key().connector())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As they are at this moment; which connectors there are is read anew now and then. */
  private List<ArchiveAccount> accounts(ArchiveId archive) {
    if (connectorsReadAt.plus(CONNECTORS_ANEW).isBefore(clock.instant())) {
      return accounts().getOrDefault(archive, List.of());
    }
    return connectors.stream()
        .flatMap(connector -> ledger.find(new ArchiveKey(connector, archive)).stream())
        .filter(account -> account.acceptance().isPresent())
        .toList();
  }

  private Optional<String> kept(List<ArchiveAccount> accounts) {
    var rule = new PurgeRule(retention, clock.instant());
    return accounts.stream()
        .flatMap(account ->
            rule.keeps(account, undismissed(account), onHold.test(account.key())).stream())
        .findFirst();
  }

  private long undismissed(ArchiveAccount account) {
    var count = new AtomicLong();
    ledger.forEachHeldPair(
        account.key(),
        pair -> {
          if (!pair.state().dismissed()) {
            count.incrementAndGet();
          }
        });
    return count.get();
  }
}
