package org.xipline.convert.conversion;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.convert.item.Attachment;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.payload.PayloadKey;

/** Finds the files that an item names, by their paths in the archive. */
final class AttachmentResolver {
  private static final int MAX_NAMED = 5;

  private final PayloadStore store;
  private final InlineItems inlineItems;

  AttachmentResolver(PayloadStore store) {
    this.store = store;
    this.inlineItems = new InlineItems(store);
  }

  /**
   * What was found.
   *
   * @param found in the order named; as many as were named, unless some are missing
   * @param missing the paths that the archive does not hold
   */
  record Resolution(List<ResolvedAttachment> found, Set<EntryPath> missing) {

    /** The files that are attachments because this item names them. */
    List<EntryPath> claimedPaths() {
      return found.stream()
          .map(attachment -> attachment.named().path())
          .filter(path -> !path.isItem())
          .distinct()
          .toList();
    }

    /** One line; names a few of the missing where there are many. */
    String describeMissing() {
      String named = missing.stream().limit(MAX_NAMED).map(EntryPath::value).collect(joining(", "));
      int unnamed = missing.size() - MAX_NAMED;
      return "not in the archive: " + named + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }
  }

  Resolution resolve(ArchiveId archive, List<Attachment> named) throws IOException {
    Map<EntryPath, Optional<StoredPayload>> stored = new HashMap<>();
    var found = new ArrayList<ResolvedAttachment>();
    var missing = new LinkedHashSet<EntryPath>();
    for (Attachment attachment : named) {
      EntryPath path = attachment.path();
      if (!stored.containsKey(path)) {
        stored.put(path, find(archive, path));
      }
      stored
          .getOrDefault(path, Optional.empty())
          .ifPresentOrElse(
              payload -> found.add(resolved(attachment, payload)), () -> missing.add(path));
    }
    return new Resolution(found, missing);
  }

  private Optional<StoredPayload> find(ArchiveId archive, EntryPath path) throws IOException {
    Optional<StoredPayload> stored = store.find(PayloadKey.ofEntry(archive, path));
    return stored.isEmpty() && path.isItem() ? inlineItems.stage(archive, path) : stored;
  }

  private ResolvedAttachment resolved(Attachment attachment, StoredPayload payload) {
    return new ResolvedAttachment(
        attachment, payload.sizeBytes(), payload.sha256(), () -> store.open(payload.claimCheck()));
  }
}
