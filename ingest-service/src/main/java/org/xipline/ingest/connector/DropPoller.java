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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.drop.Disposal;
import org.xipline.ingest.drop.Drop;
import org.xipline.ingest.drop.DropFailure;
import org.xipline.ingest.drop.DropFile;
import org.xipline.ingest.drop.FileDecision;
import org.xipline.ingest.drop.FileProblem;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.Listing;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Connector;

/**
 * Looks into one drop: publishes what is complete and new, and disposes of what has been answered.
 * Each file is dealt with on its own: one that cannot be is a problem, is tried again later, and
 * keeps no other from its turn.
 *
 * <p>Keeps nothing that it could not find out again: after a crash a file is hashed once more, and
 * what became of it is known by its arrival's id. Two pollers of one drop do what one would, some
 * of it twice. For one thread at a time.
 */
final class DropPoller {
  private static final Logger LOGGER = LoggerFactory.getLogger(DropPoller.class);
  private static final int BUFFER_BYTES = 1 << 20;

  private final Drop drop;
  private final PayloadStore store;
  private final Arrivals arrivals;
  private final ArrivalBook book;
  private final FileStability settling;
  private final DropMetrics metrics;

  /** Hashed once, as long as they lie there. */
  private final Map<DropFile, IdentifiedFile> identified = new HashMap<>();

  /** Published, by whichever poller, and not answered. */
  private final Map<DropFile, Instant> awaiting = new HashMap<>();

  /** What runs have found, and is neither published nor answered yet. */
  private final Set<DropFile> due = new HashSet<>();

  private final FailedFiles troubles = new FailedFiles();
  private List<FileProblem> notTaken = List.of();
  private Set<DropFile> writing = Set.of();

  /** Whether all that lay there was looked at, as another poller may have published it. */
  private boolean isRecovered;

  DropPoller(
      Drop drop,
      PayloadStore store,
      Arrivals arrivals,
      ArrivalBook book,
      FileStability settling,
      DropMetrics metrics) {
    this.drop = drop;
    this.store = store;
    this.arrivals = arrivals;
    this.book = book;
    this.settling = settling;
    this.metrics = metrics;
  }

  /** What the files wait for, as the last look has found it. */
  DropStanding standing() {
    var problems = new ArrayList<>(notTaken);
    problems.addAll(troubles.problems());
    return new DropStanding(
        problems,
        writing.stream().map(DropFile::shown).sorted().toList(),
        awaiting.entrySet().stream()
            .map(it -> new DropStanding.UnansweredFile(it.getKey().shown(), it.getValue()))
            .toList());
  }

  /**
   * Publishes all that is complete and new, and disposes of what has been answered.
   *
   * @return how many files were published
   * @throws IOException if the drop cannot be listed or asked, or nothing can be published
   */
  int run(Connector connector, Instant now) throws IOException, InterruptedException {
    List<DropFile> listed = listed(now);
    listed.stream().filter(file -> !writing.contains(file)).forEach(due::add);
    List<DropFile> fresh = look(connector, listed, now);
    publish(connector, fresh, now);
    return fresh.size();
  }

  /**
   * Disposes of what has been answered, and publishes what the last run had a problem with.
   *
   * @return how many files were published
   * @throws IOException as {@link #run} does
   */
  int betweenRuns(Connector connector, Instant now) throws IOException, InterruptedException {
    if (!isWaiting()) {
      return 0;
    }
    List<DropFile> fresh = look(connector, listed(now), now);
    publish(connector, fresh, now);
    return fresh.size();
  }

  /**
   * Disposes of what has been answered, and publishes nothing.
   *
   * @throws IOException if the drop cannot be listed or asked
   */
  void whilePaused(Connector connector, Instant now) throws IOException, InterruptedException {
    if (isWaiting()) {
      List<DropFile> _ = look(connector, listed(now), now);
    }
  }

  private boolean isWaiting() {
    return !isRecovered
        || !awaiting.isEmpty()
        || !due.isEmpty()
        || !troubles.isEmpty()
        || !notTaken.isEmpty();
  }

  /** Those that are due to be published; what has been answered is disposed of. */
  private List<DropFile> look(Connector connector, List<DropFile> listed, Instant now)
      throws IOException, InterruptedException {
    List<DropFile> fresh = new ArrayList<>();
    for (DropFile file : listed) {
      if (concerns(file, now) && isNew(connector.getName(), file, now) && due.contains(file)) {
        fresh.add(file);
      }
    }
    isRecovered = isRecovered || writing.isEmpty();
    return fresh;
  }

  private List<DropFile> listed(Instant now) throws IOException {
    Listing listing = drop.list();
    List<DropFile> files = listing.files();
    notTaken = listing.problems();
    Set<DropFile> there = Set.copyOf(files);
    identified.keySet().retainAll(there);
    awaiting.keySet().retainAll(there);
    due.retainAll(there);
    troubles.retain(there);
    Set<DropFile> settled = settling.settled(files, now);
    writing = new HashSet<>(files);
    writing.removeAll(drop.showsWholeFilesOnly() ? there : settled);
    return files;
  }

  private boolean concerns(DropFile file, Instant now) {
    boolean isOpen =
        !isRecovered || due.contains(file) || awaiting.containsKey(file) || troubles.includes(file);
    return isOpen && !writing.contains(file) && !troubles.keepsWaiting(file, now);
  }

  /** Whether it is to be published; what has been answered is disposed of. */
  private boolean isNew(String connector, DropFile file, Instant now)
      throws IOException, InterruptedException {
    Optional<IdentifiedFile> known =
        tried(connector, file, now, "cannot be read", () -> identified(connector, file));
    if (known.isEmpty()) {
      return false;
    }
    Optional<FileDecision> verdict =
        book.answerTo(known.get().arrivalId()).flatMap(FileDecisions::of);
    if (verdict.isPresent()) {
      Optional<FileDecision> _ =
          tried(
              connector,
              file,
              now,
              "has an answer but cannot be moved",
              () -> disposed(connector, file, known.get(), verdict.get()));
      return false;
    }
    troubles.over(file);
    return !isPublished(file, known.get());
  }

  /** A step that concerns one file. */
  @FunctionalInterface
  private interface Step<T> {
    Optional<T> take() throws IOException;
  }

  /** Empty too where the step did not succeed: that is a problem of this file alone. */
  private <T> Optional<T> tried(
      String connector, DropFile file, Instant now, String failing, Step<T> step)
      throws IOException, InterruptedException {
    try {
      return step.take();
    } catch (IOException | RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the drop is released");
      }
      if (drop.holds(file)) {
        problem(connector, file, failing + ": " + DropFailure.reasonOf(e), now);
      } else {
        forget(connector, file);
      }
      return Optional.empty();
    }
  }

  private Optional<FileDecision> disposed(
      String connector, DropFile file, IdentifiedFile known, FileDecision verdict)
      throws IOException {
    if (!Disposal.dispose(drop, file, verdict)) {
      forget(connector, file);
      return Optional.empty();
    }
    awaiting.remove(file);
    due.remove(file);
    troubles.over(file);
    metrics.disposed(connector, verdict);
    LOGGER
        .atInfo()
        .addKeyValue("archiveId", known.archive().hex())
        .addKeyValue("connector", connector)
        .log(file.shown() + " is dealt with and moved");
    return Optional.of(verdict);
  }

  private boolean isPublished(DropFile file, IdentifiedFile known) {
    if (awaiting.containsKey(file)) {
      return true;
    }
    Optional<Instant> published = book.publishedAt(known.arrivalId());
    published.ifPresent(at -> awaits(file, at));
    return published.isPresent();
  }

  private void awaits(DropFile file, Instant publishedAt) {
    awaiting.put(file, publishedAt);
    due.remove(file);
  }

  private void problem(String connector, DropFile file, String reason, Instant now) {
    if (troubles.met(file, reason, now)) {
      LOGGER
          .atWarn()
          .addKeyValue("connector", connector)
          .addKeyValue("error", reason)
          .log(file.shown() + " is a problem, and is tried again");
    }
  }

  /** What has changed appears as another file with the next look, and has to settle first. */
  private void forget(String connector, DropFile file) {
    identified.remove(file);
    writing.add(file);
    LOGGER
        .atInfo()
        .addKeyValue("connector", connector)
        .log(file.shown() + " was changed or taken away while it was read");
  }

  private void publish(Connector connector, List<DropFile> fresh, Instant now)
      throws IOException, InterruptedException {
    if (fresh.isEmpty()) {
      return;
    }
    String snapshotId = snapshot(connector);
    for (DropFile file : fresh) {
      IdentifiedFile known = identified.get(file);
      if (known != null) {
        arrivals.publish(arrival(connector, file, known, snapshotId, now));
        awaits(file, now);
        metrics.published(connector.getName());
      }
    }
  }

  /** Empty where the file was changed, or taken away, while it was read. */
  private Optional<IdentifiedFile> identified(String connector, DropFile file) throws IOException {
    IdentifiedFile before = identified.get(file);
    if (before != null) {
      return Optional.of(before);
    }
    ArchiveId archive = hash(file);
    if (!drop.holds(file)) {
      forget(connector, file);
      return Optional.empty();
    }
    var hashed = new IdentifiedFile(archive, Arrivals.idOf(connector, file, archive));
    identified.put(file, hashed);
    return Optional.of(hashed);
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

  private String snapshot(Connector connector) throws IOException {
    return switch (ConnectorRules.read(connector)) {
      case RulesReading.Accepted(var snapshot) -> snapshot.storeIn(store);
      case RulesReading.Refused refused ->
          throw new IOException("the users and rules cannot be used: " + refused.describe());
    };
  }

  private Arrival arrival(
      Connector connector, DropFile file, IdentifiedFile known, String snapshotId, Instant now) {
    return Arrival.newBuilder()
        .setConnector(connector.getName())
        .setArchiveId(known.archive().hex())
        .setArrivalId(known.arrivalId())
        .setLocation(drop.locationOf(file))
        .setFileName(file.shown())
        .setSizeBytes(file.sizeBytes())
        .setSnapshotId(snapshotId)
        .setArrivedAt(Moments.timestamp(now))
        .build();
  }
}
