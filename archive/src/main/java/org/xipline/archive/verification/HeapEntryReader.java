package org.xipline.archive.verification;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.EntryContent;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.xar.XarArchive;

/**
 * Reads the files that stand in the heap each by itself. Their checksums were verified before; what
 * is read is verified once more, since the file may have changed.
 */
final class HeapEntryReader implements EntryReader {
  private final XarArchive xar;
  private final Iterator<HeapEntry> rest;
  private @Nullable ContentWhenRead open;
  private @Nullable IOException failure;

  HeapEntryReader(XarArchive xar, List<HeapEntry> entries) {
    this.xar = xar;
    this.rest = entries.iterator();
  }

  @Override
  public Optional<ArchiveEntry> next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      finishOpen();
      return rest.hasNext() ? Optional.of(entry(rest.next())) : Optional.empty();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private ArchiveEntry entry(HeapEntry entry) throws IOException {
    return switch (entry) {
      case HeapEntry.File file -> file(file);
      case HeapEntry.Folder(var path, var modifiedAt, int mode) ->
          new ArchiveEntry.Directory(path, modifiedAt, mode);
      case HeapEntry.Link(var path, var modifiedAt, var target) ->
          new ArchiveEntry.SymbolicLink(path, modifiedAt, target);
    };
  }

  private ArchiveEntry file(HeapEntry.File file) throws IOException {
    EntryContent content = EntryContent.empty();
    long sizeBytes = 0;
    if (file.data().isPresent()) {
      NamedData named = file.data().get();
      open = new ContentWhenRead(xar, named);
      content = open;
      sizeBytes = named.data().sizeBytes();
    }
    return new ArchiveEntry.RegularFile(
        file.path(), file.modifiedAt(), file.mode(), sizeBytes, content);
  }

  /** Of what somebody read, the rest is checked too. */
  private void finishOpen() throws IOException {
    if (open != null) {
      open.finish();
      open.close();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (failure == null) {
      failure = new IOException("the reader is closed");
    }
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
