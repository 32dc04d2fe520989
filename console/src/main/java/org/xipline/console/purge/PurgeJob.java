package org.xipline.console.purge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.LegalHold;

/**
 * Removes the payloads of archives that nobody needs any more: their entries, their rendered
 * messages, their manifests. Snapshots of users and rules stay, and so does the account. Connectors
 * that imported the same archive share its payloads: each must let them go.
 */
public final class PurgeJob {
  private static final Logger LOGGER = LoggerFactory.getLogger(PurgeJob.class);

  private final LedgerQueries ledger;
  private final PayloadStore store;
  private final List<LegalHold> holds;

  public PurgeJob(LedgerQueries ledger, PayloadStore store, List<LegalHold> holds) {
    this.ledger = ledger;
    this.store = store;
    this.holds = List.copyOf(holds);
  }

  /**
   * Looks at every archive whose payloads are there.
   *
   * @param dryRun whether to remove nothing, and say what would go
   */
  public List<PurgedArchive> run(Duration retention, Instant now, boolean dryRun)
      throws IOException {
    var rule = new PurgeRule(retention, now);
    var purged = new ArrayList<PurgedArchive>();
    for (Map.Entry<ArchiveId, List<ArchiveAccount>> archive : accounts().entrySet()) {
      if (store.find(PayloadKey.ofManifest(archive.getKey())).isPresent()) {
        Optional<String> kept =
            archive.getValue().stream().flatMap(it -> keeps(rule, it).stream()).findFirst();
        if (kept.isEmpty() && !dryRun) {
          remove(archive.getKey());
        }
        purged.add(new PurgedArchive(archive.getKey(), kept));
      }
    }
    return purged;
  }

  private Map<ArchiveId, List<ArchiveAccount>> accounts() {
    var accounts =
        new TreeMap<ArchiveId, List<ArchiveAccount>>(Comparator.comparing(ArchiveId::hex));
    ledger.forEachAccount(account -> {
      if (account.acceptance().isPresent()) {
        accounts.computeIfAbsent(account.key().archiveId(), _ -> new ArrayList<>()).add(account);
      }
    });
    return accounts;
  }

  private Optional<String> keeps(PurgeRule rule, ArchiveAccount account) {
    return rule.keeps(account, undismissed(account), LegalHolds.cover(holds, account.key()));
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

  /** The manifest last: while it is there, a purge that was stopped is done again. */
  private void remove(ArchiveId archive) throws IOException {
    store.deleteAll(PayloadKey.entriesOf(archive));
    store.deleteAll(PayloadKey.messagesOf(archive));
    store.delete(PayloadKey.ofManifest(archive));
    LOGGER.atInfo().addKeyValue("archiveId", archive.hex()).log("payloads are purged");
  }
}
