package org.xipline.importer.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.xipline.importer.mailbox.FolderPosition;

/**
 * When the two directories of a folder last changed. As long as both are as they were, so is the
 * folder, but for changes within one tick of the file system's clock.
 */
record MaildirPosition(FileTime fresh, FileTime seen) implements FolderPosition {

  static MaildirPosition of(MaildirPaths paths) throws IOException {
    return new MaildirPosition(
        Files.getLastModifiedTime(paths.fresh()), Files.getLastModifiedTime(paths.seen()));
  }
}
