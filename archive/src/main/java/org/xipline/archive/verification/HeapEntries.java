package org.xipline.archive.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.content.EntryBudget;
import org.xipline.archive.content.EntryKind;
import org.xipline.archive.content.PathRules;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.XarFile;
import org.xipline.archive.xar.XarFileKind;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.RejectionReason;

/** Makes entries of the files of a table of contents: paths joined and judged, links resolved. */
final class HeapEntries {
  private static final int SET_ID_BITS = 06000;
  private static final int PERMISSION_BITS = 0777;
  private static final int MAX_TARGET_LENGTH = 4096;

  private final List<XarFile> files;
  private @Nullable Map<Long, XarFile> byId;
  private final String[] paths;
  private final PathRules rules;
  private final EntryBudget budget;
  private long decodedBytes;

  private HeapEntries(List<XarFile> files, ArchiveLimits limits) {
    this.files = files;
    this.paths = new String[files.size()];
    this.rules = new PathRules(limits);
    this.budget = new EntryBudget(limits);
  }

  static List<HeapEntry> of(List<XarFile> files, ArchiveLimits limits, long fileBytes)
      throws ArchiveRejectedException {
    var entries = new HeapEntries(files, limits);
    List<HeapEntry> all = entries.build();
    entries.requireRatio(limits, fileBytes);
    return all;
  }

  private List<HeapEntry> build() throws ArchiveRejectedException {
    var entries = new ArrayList<HeapEntry>(files.size());
    for (int i = 0; i < files.size(); i++) {
      XarFile file = files.get(i);
      PathRules.requireName(file.name());
      paths[i] = file.isTopLevel() ? file.name() : paths[file.parent()] + "/" + file.name();
      entries.add(entry(file, paths[i]));
    }
    return List.copyOf(entries);
  }

  private HeapEntry entry(XarFile file, String path) throws ArchiveRejectedException {
    return switch (file.kind()) {
      case XarFileKind.Regular _ -> file(file, path, file.data());
      case XarFileKind.HardLink(long originalId) -> file(file, path, original(originalId, path));
      case XarFileKind.Directory _ ->
          new HeapEntry.Folder(
              admit(path, EntryKind.DIRECTORY, 0), file.modifiedAt(), permissions(file));
      case XarFileKind.SymbolicLink(String target) -> link(file, path, target);
      case XarFileKind.Special(String type) -> throw unsafe(path + " is a " + type);
    };
  }

  private HeapEntry file(XarFile file, String path, Optional<XarData> data)
      throws ArchiveRejectedException {
    if ((file.mode() & SET_ID_BITS) != 0) {
      throw unsafe(path + " has a set-id bit");
    }
    long sizeBytes = data.map(XarData::sizeBytes).orElse(0L);
    decodedBytes += sizeBytes;
    return new HeapEntry.File(
        admit(path, EntryKind.FILE, sizeBytes),
        file.modifiedAt(),
        permissions(file),
        data.isPresent() ? Optional.of(new NamedData(path, data.get())) : Optional.empty());
  }

  private HeapEntry link(XarFile file, String path, String target) throws ArchiveRejectedException {
    EntryPath entryPath = admit(path, EntryKind.SYMBOLIC_LINK, 0);
    if (target.isEmpty() || target.length() > MAX_TARGET_LENGTH || target.indexOf('\0') >= 0) {
      throw unsafe(path + " is a symbolic link with an impossible target");
    }
    return new HeapEntry.Link(entryPath, file.modifiedAt(), target);
  }

  /** One step only: a link to a link could go round in circles. */
  private Optional<XarData> original(long id, String path) throws ArchiveRejectedException {
    @Nullable XarFile original = byId().get(id);
    if (original == null || !(original.kind() instanceof XarFileKind.Regular)) {
      throw unsafe(path + " is a hard link to no file");
    }
    return original.data();
  }

  /** Made where there are hard links. */
  private Map<Long, XarFile> byId() {
    if (byId == null) {
      byId = new HashMap<>();
      for (XarFile file : files) {
        byId.put(file.id(), file);
      }
    }
    return byId;
  }

  private EntryPath admit(String path, EntryKind kind, long sizeBytes)
      throws ArchiveRejectedException {
    EntryPath entryPath = rules.admit(path, kind);
    budget.spend(path, sizeBytes);
    return entryPath;
  }

  private static int permissions(XarFile file) {
    return file.mode() & PERMISSION_BITS;
  }

  private void requireRatio(ArchiveLimits limits, long fileBytes) throws ArchiveRejectedException {
    if (decodedBytes > ArchiveLimits.RATIO_FREE_BYTES
        && decodedBytes / limits.maxRatio() > fileBytes) {
      throw new ArchiveRejectedException(
          RejectionReason.ARCHIVE_TOO_LARGE,
          "%,d bytes decode to %,d, more than %,d times as many"
              .formatted(fileBytes, decodedBytes, limits.maxRatio()));
    }
  }

  private static ArchiveRejectedException unsafe(String detail) {
    return new ArchiveRejectedException(RejectionReason.UNSAFE_ENTRY, detail);
  }
}
