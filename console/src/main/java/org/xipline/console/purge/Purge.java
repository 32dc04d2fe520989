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
import org.xipline.ingest.publication.UndecidedException;
import org.xipline.runtime.payload.ArchivePayloads;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/**
 * Removes the payloads of archives that nobody needs any more: their entries, their rendered
 * messages, their manifests. Snapshots of users and rules stay, and so does the account. Connectors
 * that imported the same archive share its payloads: each must let them go. What no connector has
 * accepted goes when it was last staged a day ago.
 */
final class Purge {
  private static final Logger LOGGER = LoggerFactory.getLogger(Purge.class);

  private static final String BEING_STAGED = "it is being staged";
  private static final String BEING_ACCEPTED = "a connector is about to accept it";
  private static final String NOT_IN_LEDGER =
      "it was accepted, but the ledger has no account of" + " it";
  private static final String STAGED_LATELY =
      "no connector has accepted it, and it was staged less than a day ago";
  private static final String UNDATED =
      "no connector has accepted it, and the time of its staging is unknown: its retention of"
          + " one day begins now";
  private static final Duration CONNECTORS_ANEW = Duration.ofSeconds(10);

  private final LedgerQueries ledger;
  private final ArchivePayloads payloads;
  private final AcceptedByAny accepted;
  private final Predicate<ArchiveKey> onHold;
  private final Duration retention;
  private final InstantSource clock;
  private Set<ConnectorName> connectors = Set.of();
  private Instant connectorsReadAt = Instant.EPOCH;

  /** Tells which archives are accepted, whatever the ledger has read by now. */
  @FunctionalInterface
  interface AcceptedByAny {

    /**
     * Whether a connector has accepted an archive.
     *
     * @throws IOException if that is being decided
     */
    boolean contains(ArchiveId archive) throws IOException;
  }

  /**
   * @param onHold whether somebody has said that an archive's payloads must stay, asked anew before
   *     each removal, and now and then while it goes on
   */
  Purge(
      LedgerQueries ledger,
      PayloadStore store,
      AcceptedByAny accepted,
      Predicate<ArchiveKey> onHold,
      Duration retention,
      InstantSource clock) {
    this.ledger = ledger;
    this.payloads = new ArchivePayloads(store, clock);
    this.accepted = accepted;
    this.onHold = onHold;
    this.retention = retention;
    this.clock = clock;
  }

  /** Archives whose payloads are there, in the order of their ids, and what keeps each. */
  List<PurgedArchive> look() throws IOException {
    SortedMap<ArchiveId, List<ArchiveAccount>> accounts = accounts();
    var found = new ArrayList<PurgedArchive>();
    for (ArchiveId archive : inOrder(payloads.archives())) {
      List<ArchiveAccount> known = accounts.getOrDefault(archive, List.of());
      found.add(new PurgedArchive(archive, known.isEmpty() ? fresh(archive) : kept(known)));
    }
    return found;
  }

  /** Removes an archive's payloads unless something keeps them at this moment. */
  PurgedArchive remove(ArchiveId archive) throws IOException {
    List<ArchiveAccount> known = accounts(archive);
    Optional<String> kept = known.isEmpty() ? abandoned(archive) : unneeded(archive, known);
    if (kept.isEmpty()) {
      LOGGER.atInfo().addKeyValue("archiveId", archive.hex()).log("purging payloads");
    }
    return new PurgedArchive(archive, kept);
  }

  private Optional<String> unneeded(ArchiveId archive, List<ArchiveAccount> known)
      throws IOException {
    Optional<String> kept = kept(known);
    if (kept.isPresent() || payloads.removeAccepted(archive, () -> keeping(archive).isEmpty())) {
      return kept;
    }
    return Optional.of(keeping(archive).orElse(BEING_STAGED));
  }

  /** What has come to keep it since it was found that nothing does. */
  private Optional<String> keeping(ArchiveId archive) {
    var rule = new PurgeRule(retention, clock.instant());
    return accounts(archive).stream()
        .flatMap(account -> rule.keeps(account, 0, onHold.test(account.key())).stream())
        .findFirst();
  }

  private Optional<String> abandoned(ArchiveId archive) throws IOException {
    try {
      return payloads.removeAbandoned(archive, () -> !accepted.contains(archive))
          ? Optional.empty()
          : Optional.of(fresh(archive).orElse(BEING_STAGED));
    } catch (UndecidedException _) {
      return Optional.of(BEING_ACCEPTED);
    }
  }

  /** What keeps an archive that no account knows. */
  private Optional<String> fresh(ArchiveId archive) throws IOException {
    try {
      return accepted.contains(archive) ? Optional.of(NOT_IN_LEDGER) : stagedLately(archive);
    } catch (UndecidedException _) {
      return Optional.of(BEING_ACCEPTED);
    }
  }

  private Optional<String> stagedLately(ArchiveId archive) throws IOException {
    Instant limit = clock.instant().minus(ArchivePayloads.ABANDONED_AFTER);
    Optional<Instant> staged = payloads.lastStaged(archive);
    if (staged.isEmpty()) {
      return Optional.of(UNDATED);
    }
    return staged.get().isAfter(limit) ? Optional.of(STAGED_LATELY) : Optional.empty();
  }

  /** Whether the removal of an archive that was looked at may be tried. */
  static boolean mayGo(PurgedArchive looked) {
    return looked.kept().filter(kept -> !kept.equals(UNDATED)).isEmpty();
  }

  private static List<ArchiveId> inOrder(Collection<ArchiveId> archives) {
    return archives.stream().sorted(Comparator.comparing(ArchiveId::hex)).toList();
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
