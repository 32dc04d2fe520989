package org.xipline.archive.extract;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.Directory;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveEntry.SymbolicLink;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.EntrySink;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Entries as files, with their modes and times. They grow in a directory beside the target, which
 * takes its name when all is there: the target is whole or not at all. Links are made last, so
 * nothing is ever written through one.
 */
public final class Extraction implements EntrySink, AutoCloseable {
  private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

  private final StagingDirectory growing;
  private final OutwardLinks outwardLinks;
  private final List<SymbolicLink> links = new ArrayList<>();
  private final List<SymbolicLink> skipped = new ArrayList<>();
  private final List<Directory> directories = new ArrayList<>();
  private boolean linkRefused;
  private @Nullable Path lastParent;

  private Extraction(StagingDirectory growing, OutwardLinks outwardLinks) {
    this.growing = growing;
    this.outwardLinks = outwardLinks;
  }

  /**
   * Makes room beside the target.
   *
   * @throws ExtractionException if the target exists and is not an empty directory
   */
  public static Extraction to(Path directory, OutwardLinks outwardLinks) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    return new Extraction(StagingDirectory.beside(target), outwardLinks);
  }

  @Override
  public void take(ArchiveEntry entry) throws IOException {
    switch (entry) {
      case RegularFile file -> write(file);
      case Directory directory -> {
        Files.createDirectories(pathOf(directory));
        directories.add(directory);
      }
      case SymbolicLink link -> take(link);
    }
  }

  /** Links that lead outside and were left out. */
  public List<SymbolicLink> skipped() {
    return List.copyOf(skipped);
  }

  /** Whether {@link OutwardLinks#REFUSE} is why the archive was not acceptable. */
  public boolean isLinkRefused() {
    return linkRefused;
  }

  /** Gives the target its name; nothing is there before. */
  public void publish() throws IOException {
    for (SymbolicLink link : links) {
      Path path = pathOf(link);
      Files.createDirectories(parentOf(path));
      Files.createSymbolicLink(path, pathIn(Path.of(""), link.target()));
    }
    for (Directory directory : directories.reversed()) {
      Path path = pathOf(directory);
      setMode(path, directory.mode());
      setTime(path, directory.modifiedAt());
    }
    setMode(growing.path(), 0755);
    growing.publish();
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    growing.close();
  }

  private void take(SymbolicLink link) throws ArchiveRejectedException {
    if (LinkTarget.staysInside(link) || outwardLinks == OutwardLinks.KEEP) {
      links.add(link);
    } else if (outwardLinks == OutwardLinks.SKIP) {
      skipped.add(link);
    } else {
      linkRefused = true;
      throw new ArchiveRejectedException(
          RejectionReason.UNSAFE_ENTRY,
          "the symbolic link %s leads out of the archive, to %s"
              .formatted(link.path().value(), link.target().replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private void write(RegularFile file) throws IOException {
    Path path = pathOf(file);
    createParent(path);
    try (FileChannel out = FileChannel.open(path, CREATE_NEW, WRITE)) {
      file.content().writeTo(out);
    } catch (FileAlreadyExistsException e) {
      throw new ExtractionException(
          ("this file system treats %s and another name in the archive as the same; extract"
                  + " elsewhere")
              .formatted(file.path().value()),
          e);
    }
    setMode(path, file.mode());
    setTime(path, file.modifiedAt());
  }

  /** Files of one folder mostly follow one another. */
  private void createParent(Path path) throws IOException {
    Path parent = parentOf(path);
    if (!parent.equals(lastParent)) {
      Files.createDirectories(parent);
      lastParent = parent;
    }
  }

  private Path pathOf(ArchiveEntry entry) throws ExtractionException {
    return pathIn(growing.path(), entry.path().value());
  }

  private static Path pathIn(Path directory, String name) throws ExtractionException {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new ExtractionException(
          "the locale of this process cannot represent the name %s: set LC_ALL=C.UTF-8"
              .formatted(name),
          e);
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void setMode(Path path, int mode) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (view != null) {
      view.setPermissions(permissions(mode));
    }
  }

  private static void setTime(Path path, Instant modifiedAt) throws IOException {
    FileTime time = FileTime.from(modifiedAt);
    // Given both, the JDK neither asks for the other nor opens the file.
    Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW_LINKS)
        .setTimes(time, time, null);
  }

  /** The constants stand in the order of the bits, owner's read first. */
  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < PERMISSIONS.length; bit++) {
      if ((mode & (1 << (PERMISSIONS.length - 1 - bit))) != 0) {
        permissions.add(PERMISSIONS[bit]);
      }
    }
    return permissions;
  }
}
