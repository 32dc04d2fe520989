package org.xipline.importer.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/**
 * Makes a Maildir++ with the folder XIP where it is absent, subscribed, so that mail clients show
 * it. Directories take the permissions of the base directory, as Dovecot's do.
 */
final class MaildirLayout {
  private final Path base;
  private final MaildirPaths paths;

  MaildirLayout(Path base, MaildirPaths paths) {
    this.base = base;
    this.paths = paths;
  }

  /** The mark is made last: where it is, the folder is whole. */
  void ensure() throws IOException {
    if (Files.exists(paths.folderMark())) {
      return;
    }
    for (Path maildir : new Path[] {paths.root(), paths.folder()}) {
      for (Path part : MaildirPaths.partsOf(maildir)) {
        createWithParents(part);
      }
    }
    subscribe();
    createIfAbsent(paths.folderMark());
    DirectorySync.force(paths.folder());
  }

  private void createWithParents(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = Objects.requireNonNull(directory.getParent(), "below the base directory");
    if (!parent.equals(base)) {
      createWithParents(parent);
    }
    try {
      Files.createDirectory(directory);
      inheritPermissions(directory);
    } catch (FileAlreadyExistsException _) {
      // Another importer was faster.
    }
    DirectorySync.force(parent);
  }

  private void inheritPermissions(Path directory) throws IOException {
    var ofBase = Files.getFileAttributeView(base, PosixFileAttributeView.class);
    if (ofBase != null) {
      Files.setPosixFilePermissions(directory, ofBase.readAttributes().permissions());
    }
  }

  /** One folder name a line, as Dovecot and Courier keep it. */
  private void subscribe() throws IOException {
    Path file = paths.subscriptions();
    boolean subscribed =
        Files.exists(file) && Files.readString(file, UTF_8).lines().anyMatch(this::isOurs);
    if (!subscribed) {
      Files.writeString(file, MaildirPaths.FOLDER_NAME + "\n", UTF_8, CREATE, APPEND);
    }
  }

  private boolean isOurs(String line) {
    return line.equals(MaildirPaths.FOLDER_NAME);
  }

  private static void createIfAbsent(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException _) {
      // Another importer was faster.
    }
  }
}
