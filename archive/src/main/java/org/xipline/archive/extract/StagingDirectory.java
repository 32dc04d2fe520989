package org.xipline.archive.extract;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A hidden directory beside a target, that takes the target's name or goes away: also when the
 * program is ended meanwhile, unless it is killed.
 */
final class StagingDirectory implements AutoCloseable {
  private final Path target;
  private final Path path;
  private final Thread atExit = new Thread(this::removeAtExit, "extraction-cleanup");

  private StagingDirectory(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @throws ExtractionException if the target exists and is not an empty directory
   */
  static StagingDirectory beside(Path target) throws IOException {
    @Nullable Path parent = target.getParent();
    if (parent == null) {
      throw new ExtractionException(target + " cannot be created; give a directory below it");
    }
    requireFree(target);
    Files.createDirectories(parent);
    var growing = new StagingDirectory(target, Files.createTempDirectory(parent, ".xipline-"));
    Runtime.getRuntime().addShutdownHook(growing.atExit);
    return growing;
  }

  Path path() {
    return path;
  }

  /** Gives it the target's name; an empty directory may be there. */
  void publish() throws IOException {
    try {
      Files.move(path, target, ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException _) {
      throw notEmpty(target);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      return; // It runs.
    }
    remove();
  }

  private void removeAtExit() {
    try {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remove() throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            // The archive may have said that nobody may write here.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
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
