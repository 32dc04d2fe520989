package org.xipline.runtime.payload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Predicate;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;

/**
 * Sees to it that the payloads of an archive are not removed while somebody stages them, in this
 * process or another. Several connectors may bring the same archive at the same time, and share its
 * payloads.
 *
 * <p>Whoever stages an archive first writes a mark, then looks whether somebody removes: {@link
 * #stage}. Whoever removes first writes a mark, then looks whether somebody stages: {@link
 * #discard}, {@link #removeAccepted}, {@link #removeAbandoned}. So at least one of the two sees the
 * other. Removing gives way: it looks again all the time, and stops as soon as somebody wants to
 * stage; the one who wants to tries again. A mark of a removal whose process died counts for
 * {@value #REMOVAL_MINUTES} minutes; the clocks of the processes must not differ by half of that.
 *
 * <p>For {@code purge}: {@link #archives} names what is in the store. An archive that is in {@code
 * xip.archives} is accepted, and goes by {@link #removeAccepted} once its account says that nobody
 * needs it. Any other may be on its way to be accepted, or be of a try that was given up: {@link
 * #removeAbandoned} tells the two apart.
 *
 * <p>Safe for use by many threads, but for two that stage the same archive.
 */
public final class ArchivePayloads {
  /** After which payloads that no account knows are of a try that was given up. */
  public static final Duration ABANDONED_AFTER = Duration.ofHours(24);

  private static final int REMOVAL_MINUTES = 10;
  private static final Duration REMOVAL_COUNTS = Duration.ofMinutes(REMOVAL_MINUTES);

  private final PayloadStore store;
  private final InstantSource clock;
  private final String owner = UUID.randomUUID().toString().replace("-", "");

  public ArchivePayloads(PayloadStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Begins to stage an archive; may be repeated after a failure.
   *
   * @throws PayloadsBeingRemovedException if somebody removes them at this moment: try again
   */
  public ArchiveStaging stage(ArchiveId archive) throws IOException {
    var mark = ArchiveMark.now(PayloadKey.stagingsOf(archive), owner, clock.instant());
    ArchiveMarks.put(store, mark);
    requireNoRemoval(archive);
    return new ArchiveStaging(store, clock, archive, owner, mark);
  }

  /**
   * Ends staging by removing what was staged, unless somebody else stages or has staged the same
   * archive. Not for an archive that is accepted.
   *
   * @return whether it is removed
   */
  public boolean discard(ArchiveStaging staging) throws IOException {
    boolean removed = remove(staging.archive(), mark -> mark.owner().equals(owner), () -> true);
    if (!removed) {
      keep(staging);
    }
    return removed;
  }

  /** Ends staging; the payloads stay, as those of an accepted archive. */
  public void keep(ArchiveStaging staging) throws IOException {
    for (ArchiveMark mark : stagings(staging.archive())) {
      if (mark.owner().equals(owner)) {
        store.delete(mark.key());
      }
    }
  }

  /**
   * Removes the payloads of an archive that is accepted and that nobody needs any more, unless
   * somebody is staging the same archive.
   *
   * @param unneeded whether that is still so: somebody may have had it staged again, or want it
   *     kept
   * @return whether they are removed
   */
  public boolean removeAccepted(ArchiveId archive, RemovalCondition unneeded) throws IOException {
    Instant limit = clock.instant().minus(ABANDONED_AFTER);
    return remove(archive, mark -> !mark.at().isAfter(limit), unneeded);
  }

  /**
   * Removes the payloads of an archive that nobody has accepted, unless they were staged within
   * {@link #ABANDONED_AFTER}. Where nothing says when they were, that time begins now.
   *
   * @param unaccepted whether nobody has accepted it yet: who accepts it takes the mark away
   * @return whether they are removed
   */
  public boolean removeAbandoned(ArchiveId archive, RemovalCondition unaccepted)
      throws IOException {
    Instant now = clock.instant();
    Optional<Instant> last = lastStaged(archive);
    if (last.isEmpty()) {
      ArchiveMarks.put(store, ArchiveMark.now(PayloadKey.stagingsOf(archive), owner, now));
    }
    return last.filter(it -> !it.isAfter(now.minus(ABANDONED_AFTER))).isPresent()
        && removeAccepted(archive, unaccepted);
  }

  /** All archives of which there are payloads, or that somebody began to stage. */
  public Set<ArchiveId> archives() throws IOException {
    var archives = new HashSet<ArchiveId>();
    for (PayloadFolder parent : List.of(PayloadKey.STAGINGS, PayloadKey.ENTRIES)) {
      for (PayloadFolder folder : store.foldersIn(parent)) {
        archiveNamed(folder.value()).ifPresent(archives::add);
      }
    }
    store.forEach(
        PayloadKey.MANIFESTS,
        (key, _) -> {
          archiveNamed(key.value()).ifPresent(archives::add);
          return true;
        });
    return archives;
  }

  /** The manifest goes last: while it is there, a removal that was stopped is done again. */
  private boolean remove(
      ArchiveId archive, Predicate<ArchiveMark> disregarded, RemovalCondition condition)
      throws IOException {
    try (var removal = new ArchiveRemoval(store, clock, archive, owner, disregarded, condition)) {
      return removal.remove(PayloadKey.entriesOf(archive))
          && removal.remove(PayloadKey.messagesOf(archive))
          && removal.removeLast(PayloadKey.ofManifest(archive));
    }
  }

  private void requireNoRemoval(ArchiveId archive) throws IOException {
    Instant limit = clock.instant().minus(REMOVAL_COUNTS);
    for (ArchiveMark removal : ArchiveMarks.in(store, PayloadKey.removalsOf(archive))) {
      if (removal.at().isBefore(limit)) {
        store.delete(removal.key());
      } else {
        throw new PayloadsBeingRemovedException(
            "payloads of archive %s have been in removal since %s"
                .formatted(archive.hex(), removal.at()));
      }
    }
  }

  private List<ArchiveMark> stagings(ArchiveId archive) throws IOException {
    return ArchiveMarks.in(store, PayloadKey.stagingsOf(archive));
  }

  /**
   * When an archive was last staged, or its staging went on: by its marks; earlier versions left
   * none, but dates. Marks go when an archive is accepted. Empty where nothing says when.
   */
  public Optional<Instant> lastStaged(ArchiveId archive) throws IOException {
    Optional<Instant> marked =
        stagings(archive).stream().map(ArchiveMark::at).max(Instant::compareTo);
    if (marked.isPresent()) {
      return marked;
    }
    var newest = new LongAccumulator(Math::max, Long.MIN_VALUE);
    store.forEach(
        PayloadKey.entriesOf(archive),
        (_, writtenAt) -> {
          newest.accumulate(writtenAt.toEpochMilli());
          return true;
        });
    return newest.get() == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(newest.get()));
  }

  private static Optional<ArchiveId> archiveNamed(String name) {
    try {
      return Optional.of(new ArchiveId(name.substring(name.lastIndexOf('/') + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
