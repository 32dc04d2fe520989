package org.xipline.importer.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.importer.mailbox.MessageFingerprint;

/** Lists the messages of a folder, whatever state mail clients have put them in. */
final class FolderListing {
  private static final int MAX_TRIES = 5;

  private final MaildirPaths paths;
  private final ForeignKeys foreignKeys;

  FolderListing(MaildirPaths paths, ForeignKeys foreignKeys) {
    this.paths = paths;
    this.foreignKeys = foreignKeys;
  }

  /** Everything with a key. A file that a client renames meanwhile is looked for again. */
  Set<MessageFingerprint> messages() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        // In this order: a message that a client moves from one to the other is not missed.
        Set<MessageFingerprint> messages = new HashSet<>();
        addMessages(paths.fresh(), messages);
        addMessages(paths.seen(), messages);
        return messages;
      } catch (NoSuchFileException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  /** The files in one of the folder's directories that are named as ours. */
  Map<MessageFingerprint, Path> oursIn(Path directory) throws IOException {
    Map<MessageFingerprint, Path> ours = new HashMap<>();
    forEachFile(
        directory,
        file ->
            MessageFileName.fingerprintIn(baseName(file))
                .ifPresent(fingerprint -> ours.put(fingerprint, file)));
    return ours;
  }

  private void addMessages(Path directory, Set<MessageFingerprint> messages) throws IOException {
    forEachFile(directory, file -> fingerprintIn(file).ifPresent(messages::add));
  }

  private Optional<MessageFingerprint> fingerprintIn(Path file) throws IOException {
    String baseName = baseName(file);
    Optional<MessageFingerprint> ours = MessageFileName.fingerprintIn(baseName);
    return ours.isPresent() ? ours : foreignKeys.fingerprintIn(paths.folder(), baseName, file);
  }

  private static String baseName(Path file) {
    return MessageFileName.baseOf(file.getFileName().toString());
  }

  /** Shows the files in one of the folder's directories, one at a time. */
  void forEachFile(Path directory, FileVisit visit) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        // As maildir(5) has it: a leading dot is no message.
        if (!file.getFileName().toString().startsWith(".")) {
          visit.of(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @FunctionalInterface
  interface FileVisit {
    void of(Path file) throws IOException;
  }
}
