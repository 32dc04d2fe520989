package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A directory, which the ingest instances of a cluster may share. Symbolic links are not followed.
 */
public final class DirectoryDrop implements Drop {
  private static final String ARCHIVE = ".xip";

  private final Path directory;
  private final NamedFiles files;

  public DirectoryDrop(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    this.files = new NamedFiles(this.directory);
  }

  @Override
  public Listing list() throws IOException {
    var found = new ArrayList<DropFile>();
    var problems = new ArrayList<FileProblem>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = NamedFiles.nameOf(entry);
        if (!PartialFileNames.includes(name)) {
          look(name, found, problems);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(comparing(DropFile::name));
    problems.sort(comparing(FileProblem::file));
    return new Listing(found, problems);
  }

  private void look(String name, List<DropFile> found, List<FileProblem> problems) {
    try {
      FileFacts facts = FileFacts.of(files.at(name));
      if (facts.kind() == FileFacts.Kind.FILE) {
        found.add(fileOf(name, facts));
      } else if (name.toLowerCase(Locale.ROOT).endsWith(ARCHIVE)) {
        problems.add(new FileProblem(ShownNames.of(name), notAFile(facts.kind())));
      }
    } catch (NoSuchFileException _) {
      // Gone since the directory was read.
    } catch (IOException e) {
      problems.add(new FileProblem(ShownNames.of(name), DropFailure.reasonOf(e)));
    }
  }

  private static String notAFile(FileFacts.Kind kind) {
    return switch (kind) {
      case DIRECTORY -> "is a directory: place the archive itself here";
      case LINK -> "is a symbolic link, which is not followed: place the archive itself here";
      case FILE, OTHER -> "is not a regular file";
    };
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return false;
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    return Files.newInputStream(files.at(file.name()), NOFOLLOW_LINKS);
  }

  @Override
  public boolean holds(DropFile file) throws IOException {
    try {
      return isOf(file, FileFacts.of(files.at(file.name())));
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  @Override
  public String locationOf(DropFile file) {
    return files.at(file.name()).toUri().toString();
  }

  @Override
  public boolean isFree(String name, DropFile file) {
    return Files.notExists(files.at(name), NOFOLLOW_LINKS);
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    Path source = files.at(file.name());
    Path target = files.at(name);
    Files.createDirectories(folderOf(target));
    try {
      FileFacts before = FileFacts.of(source);
      if (!isOf(file, before)) {
        return;
      }
      if (rename(source, target) && !before.hasSameContentAs(FileFacts.of(target))) {
        // Another file was put there in the last moment: it has not been dealt with.
        Files.move(target, source);
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(source, NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  /** Whether it is the same file under the new name, and not a copy on another file system. */
  private static boolean rename(Path source, Path target) throws IOException {
    try {
      Files.move(source, target, ATOMIC_MOVE);
      return true;
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(source, target, REPLACE_EXISTING);
      return false;
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path target = files.at(name);
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
    Listing _ = list();
    String name = ".xipline-probe-" + UUID.randomUUID() + ".tmp";
    write(name, name.getBytes(UTF_8));
    for (String folder : List.of("imported", "quarantine")) {
      Path moved = Files.createDirectories(directory.resolve(folder)).resolve(name);
      Files.move(directory.resolve(name), moved);
      Files.move(moved, directory.resolve(name));
    }
    Files.delete(directory.resolve(name));
  }

  private static boolean isOf(DropFile file, FileFacts facts) {
    return facts.kind() == FileFacts.Kind.FILE && fileOf(file.name(), facts).equals(file);
  }

  private static DropFile fileOf(String name, FileFacts facts) {
    return new DropFile(name, facts.sizeBytes(), facts.version());
  }

  private static Path folderOf(Path file) {
    return file.resolveSibling(".").normalize();
  }
}
