package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory, which the ingest instances of a cluster may share. Symbolic links are left alone.
 */
public final class DirectoryDrop implements Drop {
  private final Path directory;

  public DirectoryDrop(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public List<DropFile> list() throws IOException {
    var files = new ArrayList<DropFile>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!TemporaryNames.includes(nameOf(entry))) {
          look(entry).ifPresent(files::add);
        }
      }
    }
    files.sort(comparing(DropFile::name));
    return files;
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return false;
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    return Files.newInputStream(directory.resolve(file.name()), NOFOLLOW_LINKS);
  }

  @Override
  public String locationOf(DropFile file) {
    return directory.resolve(file.name()).toUri().toString();
  }

  @Override
  public boolean isFree(String name, DropFile file) {
    return Files.notExists(directory.resolve(name), NOFOLLOW_LINKS);
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    Path source = directory.resolve(file.name());
    if (!look(source).equals(Optional.of(file))) {
      return;
    }
    Path target = directory.resolve(name);
    Files.createDirectories(folderOf(target));
    try {
      Files.move(source, target, REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      if (Files.exists(source, NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path target = directory.resolve(name);
    Files.createDirectories(folderOf(target));
    Path temporary = target.resolveSibling(".xipline-" + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(temporary, target, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void probe() throws IOException {
    list();
    String name = ".xipline-probe-" + UUID.randomUUID() + ".tmp";
    write(name, name.getBytes(UTF_8));
    for (String folder : List.of("imported", "quarantine")) {
      Path moved = Files.createDirectories(directory.resolve(folder)).resolve(name);
      Files.move(directory.resolve(name), moved);
      Files.move(moved, directory.resolve(name));
    }
    Files.delete(directory.resolve(name));
  }

  /**
   * The change time tells a file that was taken away and put back, with the modification time that
   * it had.
   */
  private static Optional<DropFile> look(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      var facts = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      Object changed = Files.getAttribute(file, "unix:ctime", NOFOLLOW_LINKS);
      String version = "%s %s %s".formatted(facts.fileKey(), facts.lastModifiedTime(), changed);
      return Optional.of(new DropFile(nameOf(file), facts.size(), version));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static Path folderOf(Path file) {
    return file.resolveSibling(".").normalize();
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
