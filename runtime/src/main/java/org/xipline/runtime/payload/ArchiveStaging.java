package org.xipline.runtime.payload;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadKey;

/**
 * That an archive is being staged, for as long as that takes. The marks in the payload store that
 * say so stay when it is over: from then on they say when it was staged last.
 */
public final class ArchiveStaging {
  private static final Duration RENEWAL = Duration.ofHours(1);

  private final PayloadStore store;
  private final InstantSource clock;
  private final ArchiveId archive;
  private final String owner;
  private ArchiveMark newest;

  ArchiveStaging(
      PayloadStore store, InstantSource clock, ArchiveId archive, String owner, ArchiveMark first) {
    this.store = store;
    this.clock = clock;
    this.archive = archive;
    this.owner = owner;
    this.newest = first;
  }

  ArchiveId archive() {
    return archive;
  }

  /** Says that it still goes on; cheap, so that it can be said for each payload. For one thread. */
  public void goesOn() throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(newest.at().plus(RENEWAL))) {
      newest = ArchiveMark.now(PayloadKey.stagingsOf(archive), owner, now);
      ArchiveMarks.put(store, newest);
    }
  }
}
