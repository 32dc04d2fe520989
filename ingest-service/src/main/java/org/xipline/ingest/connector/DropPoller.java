package org.xipline.ingest.connector;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.drop.Disposal;
import org.xipline.ingest.drop.Drop;
import org.xipline.ingest.drop.DropFile;
import org.xipline.ingest.drop.Settling;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.Connector;

/**
 * Looks into one drop: publishes what is complete and new, and disposes of what has been answered.
 * Keeps nothing that it could not find out again: a file that was published before a crash is
 * hashed once more, and its answer is known by its arrival's id. For one thread at a time.
 */
final class DropPoller {
  private static final Logger LOGGER = LoggerFactory.getLogger(DropPoller.class);
  private static final int BUFFER_BYTES = 1 << 20;

  private final Drop drop;
  private final PayloadStore store;
  private final Arrivals arrivals;
  private final Function<String, Optional<ArrivalAnswer>> answers;
  private final Settling settling;
  private final DropMetrics metrics;

  /** Hashed once, as long as they lie there. */
  private final Map<DropFile, IdentifiedFile> identified = new HashMap<>();

  /** Published by this poller. */
  private final Set<DropFile> awaiting = new HashSet<>();

  DropPoller(
      Drop drop,
      PayloadStore store,
      Arrivals arrivals,
      Function<String, Optional<ArrivalAnswer>> answers,
      Settling settling,
      DropMetrics metrics) {
    this.drop = drop;
    this.store = store;
    this.arrivals = arrivals;
    this.answers = answers;
    this.settling = settling;
    this.metrics = metrics;
  }

  /**
   * What a look came to.
   *
   * @param published files that were new and complete
   * @param waiting files that are still being written
   */
  record Look(int published, int waiting) {}

  /** Whether an answer is awaited for anything in the drop. */
  boolean awaitsAnswers() {
    return !awaiting.isEmpty();
  }

  /** Disposes of what has been answered since this poller published it. */
  void tidy(String connector) throws IOException {
    List<DropFile> listed = listed();
    for (DropFile file : listed) {
      if (awaiting.contains(file)) {
        boolean _ = dispose(connector, file, identified(connector, file));
      }
    }
  }

  /**
   * Disposes of what another poller published, and was answered; publishes nothing.
   *
   * @return whether every file was looked at: one that may still be written is not
   */
  boolean recover(String connector, Instant now) throws IOException {
    List<DropFile> listed = listed();
    Set<DropFile> complete = complete(listed, now);
    for (DropFile file : complete) {
      boolean _ = dispose(connector, file, identified(connector, file));
    }
    return complete.size() == listed.size();
  }

  /** Publishes all that is complete and new, and disposes of what has been answered. */
  Look run(Connector connector, Instant now) throws IOException, InterruptedException {
    List<DropFile> listed = listed();
    Set<DropFile> complete = complete(listed, now);
    List<DropFile> fresh = new ArrayList<>();
    for (DropFile file : listed) {
      if (complete.contains(file)
          && !dispose(connector.getName(), file, identified(connector.getName(), file))
          && !awaiting.contains(file)) {
        fresh.add(file);
      }
    }
    publish(connector, fresh, now);
    return new Look(fresh.size(), listed.size() - complete.size());
  }

  private void publish(Connector connector, List<DropFile> fresh, Instant now)
      throws IOException, InterruptedException {
    if (fresh.isEmpty()) {
      return;
    }
    String snapshotId = snapshot(connector);
    for (DropFile file : fresh) {
      IdentifiedFile identified = identified(connector.getName(), file);
      arrivals.publish(arrival(connector, file, identified, snapshotId, now));
      awaiting.add(file);
      metrics.published(connector.getName());
    }
  }

  private List<DropFile> listed() throws IOException {
    List<DropFile> listed = drop.list();
    awaiting.retainAll(Set.copyOf(listed));
    identified.keySet().retainAll(Set.copyOf(listed));
    return listed;
  }

  private Set<DropFile> complete(List<DropFile> listed, Instant now) {
    Set<DropFile> settled = settling.settled(listed, now);
    return drop.showsWholeFilesOnly() ? Set.copyOf(listed) : settled;
  }

  private IdentifiedFile identified(String connector, DropFile file) throws IOException {
    IdentifiedFile before = identified.get(file);
    if (before != null) {
      return before;
    }
    ArchiveId archive = hash(file);
    var hashed = new IdentifiedFile(archive, Arrivals.idOf(connector, file, archive));
    identified.put(file, hashed);
    return hashed;
  }

  /** Whether it was answered, and is gone from the drop. */
  private boolean dispose(String connector, DropFile file, IdentifiedFile known)
      throws IOException {
    var verdict = answers.apply(known.arrivalId()).flatMap(Verdicts::of);
    if (verdict.isEmpty()) {
      return false;
    }
    Disposal.dispose(drop, file, verdict.get());
    awaiting.remove(file);
    metrics.disposed(connector, verdict.get());
    LOGGER
        .atInfo()
        .addKeyValue("archiveId", known.archive().hex())
        .addKeyValue("connector", connector)
        .log(file.name() + " is dealt with and moved");
    return true;
  }

  private String snapshot(Connector connector) throws IOException {
    return switch (ConnectorRules.read(connector)) {
      case RulesReading.Accepted(var snapshot) -> snapshot.storeIn(store);
      case RulesReading.Refused refused ->
          throw new IOException("users and rules cannot be used: " + refused.describe());
    };
  }

  private Arrival arrival(
      Connector connector,
      DropFile file,
      IdentifiedFile identified,
      String snapshotId,
      Instant now) {
    return Arrival.newBuilder()
        .setConnector(connector.getName())
        .setArchiveId(identified.archive().hex())
        .setArrivalId(identified.arrivalId())
        .setLocation(drop.locationOf(file))
        .setFileName(file.name())
        .setSizeBytes(file.sizeBytes())
        .setSnapshotId(snapshotId)
        .setArrivedAt(Moments.timestamp(now))
        .build();
  }

  private ArchiveId hash(DropFile file) throws IOException {
    MessageDigest digest = Sha256.newMessageDigest();
    try (InputStream in = drop.open(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return ArchiveId.of(Sha256.of(digest.digest()));
  }
}
