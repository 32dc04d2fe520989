package org.xipline.archive.verification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.content.ContentDecoder;
import org.xipline.archive.content.CpioEntryReader;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;
import org.xipline.archive.xar.XarFile;
import org.xipline.archive.xar.XarFileKind;
import org.xipline.archive.xar.XarToc;
import org.xipline.schemas.reason.RejectionReason;

/** Where the entries of an archive are. */
sealed interface ArchiveLayout {

  /** Content and Metadata at the top make a XIP; anything else is read as it stands. */
  static ArchiveLayout of(XarToc toc, ArchiveLimits limits, long fileBytes)
      throws ArchiveRejectedException {
    Optional<XarData> content = contentOf(toc, "Content");
    Optional<XarData> metadata = contentOf(toc, "Metadata");
    if (content.isEmpty() || metadata.isEmpty()) {
      return new Heap(HeapEntries.of(toc.files(), limits, fileBytes));
    }
    if (toc.files().size() > 2) {
      throw holdsMore(toc, limits, fileBytes);
    }
    return new Xip(content.get(), metadata.get());
  }

  /** Some readers would unpack Content and never see the others. */
  private static ArchiveRejectedException holdsMore(
      XarToc toc, ArchiveLimits limits, long fileBytes) throws ArchiveRejectedException {
    HeapEntries.of(toc.files(), limits, fileBytes);
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE,
        "beside Content and Metadata a XIP holds nothing, and this one does");
  }

  private static Optional<XarData> contentOf(XarToc toc, String name) {
    for (XarFile file : toc.files()) {
      if (file.isTopLevel()
          && file.name().equals(name)
          && file.kind() instanceof XarFileKind.Regular) {
        return file.data();
      }
    }
    return Optional.empty();
  }

  /** What will be read, and its owner's name. */
  List<NamedData> data();

  /** Looks at what has to be known before the first entry is. */
  void requireReadable(XarArchive xar) throws IOException;

  EntryReader open(XarArchive xar, ArchiveLimits limits) throws IOException;

  /** The entries are the members of a cpio stream in the file Content. */
  record Xip(XarData content, XarData metadata) implements ArchiveLayout {
    private static final String CONTENT = "Content";
    private static final String METADATA = "Metadata";

    @Override
    public List<NamedData> data() {
      return List.of(new NamedData(CONTENT, content), new NamedData(METADATA, metadata));
    }

    @Override
    public void requireReadable(XarArchive xar) throws IOException {
      XipMetadata.require(xar, metadata, METADATA);
    }

    @Override
    public EntryReader open(XarArchive xar, ArchiveLimits limits) throws IOException {
      return new CpioEntryReader(
          new ContentDecoder().decode(xar.open(content, CONTENT), content.sizeBytes(), limits),
          limits);
    }
  }

  /** The entries are the files of the table of contents. */
  record Heap(List<HeapEntry> entries) implements ArchiveLayout {

    @Override
    public List<NamedData> data() {
      var data = new ArrayList<NamedData>(entries.size());
      for (HeapEntry entry : entries) {
        entry.data().ifPresent(data::add);
      }
      return data;
    }

    @Override
    public void requireReadable(XarArchive xar) {}

    @Override
    public EntryReader open(XarArchive xar, ArchiveLimits limits) {
      return new HeapEntryReader(xar, entries);
    }
  }
}
