package org.xipline.console.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xipline.ingest.archive.ArchiveEntry;
import org.xipline.ingest.archive.ArchiveEntry.Directory;
import org.xipline.ingest.archive.ArchiveEntry.RegularFile;
import org.xipline.ingest.archive.ArchiveEntry.SymbolicLink;

/**
 * Entries as files. They grow in a directory beside the target, which takes its name when all is
 * there: the target is whole or not at all. Links are made last, so nothing is ever written through
 * one.
 */
public final class Extraction implements EntrySink, AutoCloseable {
  private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

  private final Path target;
  private final Path growing;
  private final List<SymbolicLink> links = new ArrayList<>();
  private final List<Directory> directories = new ArrayList<>();

  private Extraction(Path target, Path growing) {
    this.target = target;
    this.growing = growing;
  }

  /**
   * Makes room beside the target.
   *
   * @throws ExtractionException if the target exists and is not an empty directory
   */
  public static Extraction to(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new ExtractionException(target + " cannot be made; give a directory below it");
    }
    requireFree(target);
    Files.createDirectories(parent);
    return new Extraction(target, Files.createTempDirectory(parent, ".xipline-"));
  }

  @Override
  public void take(ArchiveEntry entry) throws IOException {
    switch (entry) {
      case RegularFile file -> write(file);
      case Directory directory -> {
        Files.createDirectories(pathOf(directory));
        directories.add(directory);
      }
      case SymbolicLink link -> links.add(link);
    }
  }

  /** Gives the target its name; nothing is there before. */
  public void publish() throws IOException {
    for (SymbolicLink link : links) {
      Path path = pathOf(link);
      Files.createDirectories(parentOf(path));
      Files.createSymbolicLink(path, path.getFileSystem().getPath(link.target()));
    }
    for (Directory directory : directories.reversed()) {
      Path path = pathOf(directory);
      setMode(path, directory.mode());
      Files.setLastModifiedTime(path, FileTime.from(directory.modifiedAt()));
    }
    setMode(growing, 0755);
    try {
      Files.deleteIfExists(target);
      Files.move(growing, target, ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException _) {
      throw notEmpty(target);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    if (Files.exists(growing)) {
      try (var files = Files.walk(growing)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void write(RegularFile file) throws IOException {
    Path path = pathOf(file);
    Files.createDirectories(parentOf(path));
    try (OutputStream out = Files.newOutputStream(path, CREATE_NEW, WRITE)) {
      file.content().transferTo(out);
    }
    setMode(path, file.mode());
    Files.setLastModifiedTime(path, FileTime.from(file.modifiedAt()));
  }

  private Path pathOf(ArchiveEntry entry) {
    return growing.resolve(entry.path().value());
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

  private static void requireFree(Path target) throws IOException {
    if (!Files.exists(target, NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, NOFOLLOW_LINKS)) {
      throw new ExtractionException(target + " is not a directory; give one that does not exist");
    }
    try (var entries = Files.newDirectoryStream(target)) {
      if (entries.iterator().hasNext()) {
        throw notEmpty(target);
      }
    }
  }

  private static ExtractionException notEmpty(Path target) {
    return new ExtractionException(target + " is not empty; give a directory that does not exist");
  }
}
