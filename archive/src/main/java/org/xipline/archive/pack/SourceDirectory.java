package org.xipline.archive.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.archive.content.EntryKind;
import org.xipline.archive.content.PathRules;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * The directory that is packed: its members folder by folder, sorted by name, each folder before
 * what is in it. Symbolic links are not followed.
 */
final class SourceDirectory {
  private static final char UNDECODABLE = '\ufffd';

  private final Path root;

  /** Takes the members one by one. */
  interface Visitor {
    void visit(SourceEntry entry) throws IOException;
  }

  private SourceDirectory(Path root) {
    this.root = root;
  }

  static SourceDirectory of(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new PackException("%s is not a directory".formatted(directory));
    }
    return new SourceDirectory(directory.toRealPath());
  }

  SourceEntry.Attributes attributes() throws IOException {
    return SourceEntry.Attributes.of(read(root));
  }

  boolean contains(Path file) throws IOException {
    return file.resolveSibling("").toRealPath().startsWith(root);
  }

  /**
   * Visits every member.
   *
   * @throws PackException for one that an archive cannot hold, or whose path a reader would refuse
   */
  void visit(Visitor visitor) throws IOException {
    visit(root, new PathRules(ArchiveLimits.DEFAULT), visitor);
  }

  private void visit(Path folder, PathRules rules, Visitor visitor) throws IOException {
    for (Path file : sortedMembers(folder)) {
      SourceEntry entry = entryOf(file);
      requireSafe(entry, rules);
      visitor.visit(entry);
      if (entry.kind() == SourceEntry.Kind.DIRECTORY) {
        visit(file, rules, visitor);
      }
    }
  }

  private static List<Path> sortedMembers(Path folder) throws IOException {
    try (Stream<Path> members = Files.list(folder)) {
      return members.sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
    }
  }

  private SourceEntry entryOf(Path file) throws IOException {
    String path = root.relativize(file).toString();
    requireDecoded(path);
    PosixFileAttributes attributes = read(file);
    if (attributes.isRegularFile() && attributes.size() > CpioWriter.MAX_FILE_BYTES) {
      throw new PackException(
          "%s has %,d bytes; a XIP holds files of at most %,d"
              .formatted(path, attributes.size(), CpioWriter.MAX_FILE_BYTES));
    }
    return new SourceEntry(
        path, file, kindOf(attributes, path), SourceEntry.Attributes.of(attributes));
  }

  /** Where a symbolic link leads, not interpreted. */
  static String targetOf(SourceEntry link) throws IOException {
    String target = Files.readSymbolicLink(link.file()).toString();
    requireDecoded(target);
    return target;
  }

  private static void requireDecoded(String name) throws PackException {
    if (name.indexOf(UNDECODABLE) >= 0) {
      throw new PackException(
          "the name %s is not UTF-8, or this program's locale is not: set LC_ALL=C.UTF-8"
              .formatted(name));
    }
  }

  private static SourceEntry.Kind kindOf(PosixFileAttributes attributes, String path)
      throws PackException {
    if (attributes.isRegularFile()) {
      return SourceEntry.Kind.FILE;
    }
    if (attributes.isDirectory()) {
      return SourceEntry.Kind.DIRECTORY;
    }
    if (attributes.isSymbolicLink()) {
      return SourceEntry.Kind.SYMBOLIC_LINK;
    }
    throw new PackException("%s is a device, a pipe or a socket".formatted(path));
  }

  private static void requireSafe(SourceEntry entry, PathRules rules) throws PackException {
    EntryKind kind =
        switch (entry.kind()) {
          case FILE -> EntryKind.FILE;
          case DIRECTORY -> EntryKind.DIRECTORY;
          case SYMBOLIC_LINK -> EntryKind.SYMBOLIC_LINK;
        };
    try {
      rules.admit(entry.path(), kind);
    } catch (ArchiveRejectedException e) {
      throw new PackException("readers would refuse the archive: " + e.detail(), e);
    }
  }

  private static PosixFileAttributes read(Path file) throws IOException {
    return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
