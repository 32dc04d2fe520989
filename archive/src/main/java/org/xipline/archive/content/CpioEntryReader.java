package org.xipline.archive.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Reads the entries of an odc cpio stream, as Apple's and other writers make it: names with or
 * without a leading {@code ./}; an entry {@code .} for the root, which is not yielded; hard links
 * with their data each, read as files of their own; after the trailer zeros only, to the end of the
 * stream.
 *
 * <p>Refused as unsafe: devices, pipes, sockets; set-id bits of files (those of directories are
 * dropped); what {@link PathRules} refuse.
 *
 * @see "cpio(5), Portable ASCII Format"
 */
public final class CpioEntryReader implements EntryReader {
  private static final String TRAILER = "TRAILER!!!";
  private static final String ROOT = ".";
  private static final String ROOT_PREFIX = "./";
  private static final int MAX_NAME_BYTES = 4_096 + ROOT_PREFIX.length() + 1;
  private static final int MAX_TARGET_BYTES = 4_096;
  private static final int MAX_FILL_BYTES = 1 << 20;

  private final CpioInput in;
  private final PathRules paths;
  private final EntryBudget budget;
  private final HardLinks hardLinks = new HardLinks();
  private @Nullable CpioContent content;
  private boolean rootSeen;
  private boolean ended;
  private @Nullable IOException failure;

  /**
   * @param cpio read to its end; closed with this reader
   */
  public CpioEntryReader(InputStream cpio, ArchiveLimits limits) {
    this.in = new CpioInput(cpio);
    this.paths = new PathRules(limits);
    this.budget = new EntryBudget(limits);
  }

  @Override
  public Optional<ArchiveEntry> next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return readNext();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private Optional<ArchiveEntry> readNext() throws IOException {
    if (content != null) {
      content.finish();
      content = null;
    }
    while (!ended) {
      long position = in.position();
      CpioHeader header = CpioHeader.parse(in.readExactly(CpioHeader.BYTES), position);
      String name = readName(header);
      if (name.equals(TRAILER)) {
        readEnd(header);
      } else if (name.equals(ROOT)) {
        admitRoot(header);
      } else {
        return Optional.of(readEntry(header, withoutPrefix(name)));
      }
    }
    return Optional.empty();
  }

  private String readName(CpioHeader header) throws IOException {
    int length = header.nameBytes() - 1;
    if (length < 1 || header.nameBytes() > MAX_NAME_BYTES) {
      throw in.malformed("a name has %,d bytes".formatted(length));
    }
    byte[] name = in.readExactly(length);
    if (in.readExactly(1)[0] != 0) {
      throw in.malformed("a name does not end with NUL");
    }
    return PathRules.decodeUtf8(name);
  }

  private static String withoutPrefix(String name) {
    return name.startsWith(ROOT_PREFIX) ? name.substring(ROOT_PREFIX.length()) : name;
  }

  private void admitRoot(CpioHeader header) throws ArchiveRejectedException {
    if (header.type() != CpioHeader.Type.DIRECTORY) {
      throw unsafe("the root is not a directory", ROOT);
    }
    if (rootSeen) {
      throw unsafe("a path occurs twice", ROOT);
    }
    requireNoData(header, ROOT);
    rootSeen = true;
  }

  private ArchiveEntry readEntry(CpioHeader header, String name) throws IOException {
    return switch (header.type()) {
      case FILE -> file(header, name);
      case DIRECTORY -> directory(header, name);
      case SYMBOLIC_LINK -> symbolicLink(header, name);
      case SPECIAL -> throw unsafe("an entry is a device, a pipe or a socket", name);
      case UNKNOWN -> throw in.malformed("an entry's mode says no kind: " + Quoted.path(name));
    };
  }

  private ArchiveEntry file(CpioHeader header, String name) throws IOException {
    if (header.isSetId()) {
      throw unsafe("a file has a set-id bit", name);
    }
    EntryPath path = admit(name, EntryKind.FILE, header.fileBytes());
    hardLinks.admit(header, name);
    content = new CpioContent(in, header.fileBytes());
    return new ArchiveEntry.RegularFile(
        path, header.modifiedAt(), header.permissions(), header.fileBytes(), content);
  }

  private ArchiveEntry directory(CpioHeader header, String name) throws IOException {
    requireNoData(header, name);
    EntryPath path = admit(name, EntryKind.DIRECTORY, 0);
    return new ArchiveEntry.Directory(path, header.modifiedAt(), header.permissions());
  }

  private ArchiveEntry symbolicLink(CpioHeader header, String name) throws IOException {
    EntryPath path = admit(name, EntryKind.SYMBOLIC_LINK, 0);
    if (header.fileBytes() == 0 || header.fileBytes() > MAX_TARGET_BYTES) {
      throw in.malformed(
          "a symbolic link's target has %,d bytes: %s"
              .formatted(header.fileBytes(), Quoted.path(name)));
    }
    String target = PathRules.decodeUtf8(in.readExactly((int) header.fileBytes()));
    if (target.indexOf('\0') >= 0) {
      throw unsafe("a symbolic link's target holds a NUL", name);
    }
    return new ArchiveEntry.SymbolicLink(path, header.modifiedAt(), target);
  }

  private EntryPath admit(String name, EntryKind kind, long sizeBytes)
      throws ArchiveRejectedException {
    EntryPath path = paths.admit(name, kind);
    budget.spend(name, sizeBytes);
    return path;
  }

  private void requireNoData(CpioHeader header, String name) throws ArchiveRejectedException {
    if (header.fileBytes() != 0) {
      throw in.malformed("a directory has data: " + Quoted.path(name));
    }
  }

  private void readEnd(CpioHeader trailer) throws IOException {
    if (trailer.fileBytes() != 0 || trailer.mode() != 0) {
      throw in.malformed("the trailer has data, or a mode");
    }
    in.readZerosToEnd(MAX_FILL_BYTES);
    ended = true;
  }

  private static ArchiveRejectedException unsafe(String problem, String path) {
    return new ArchiveRejectedException(
        RejectionReason.UNSAFE_ENTRY, problem + ": " + Quoted.path(path));
  }

  @Override
  public void close() throws IOException {
    if (failure == null) {
      failure = new IOException("the reader is closed");
    }
    in.close();
  }
}
