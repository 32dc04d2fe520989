package org.xipline.archive.verification;

import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.identity.EntryPath;

/** An entry whose content is one range of the heap; safe, its content not yet opened. */
sealed interface HeapEntry {
  EntryPath path();

  Instant modifiedAt();

  /** What a file holds; empty for an empty one, and for anything else. */
  default Optional<NamedData> data() {
    return Optional.empty();
  }

  record File(EntryPath path, Instant modifiedAt, int mode, Optional<NamedData> data)
      implements HeapEntry {}

  record Folder(EntryPath path, Instant modifiedAt, int mode) implements HeapEntry {}

  record Link(EntryPath path, Instant modifiedAt, String target) implements HeapEntry {}
}
