package org.xipline.importer.maildir;

import java.nio.file.Path;
import java.util.List;

/**
 * Where things are in a Maildir++ with a folder XIP.
 *
 * @param root the Maildir itself: the inbox
 */
record MaildirPaths(Path root) {
  static final String FOLDER_NAME = "XIP";

  Path folder() {
    return root.resolve("." + FOLDER_NAME);
  }

  /** Messages no mail client has seen. */
  Path fresh() {
    return folder().resolve("new");
  }

  /** Messages a mail client has seen. */
  Path seen() {
    return folder().resolve("cur");
  }

  Path temporary() {
    return folder().resolve("tmp");
  }

  /** Tells a Maildir++ folder from a Maildir. */
  Path folderMark() {
    return folder().resolve("maildirfolder");
  }

  Path subscriptions() {
    return root.resolve("subscriptions");
  }

  /** What every Maildir consists of. */
  static List<Path> partsOf(Path maildir) {
    return List.of(maildir.resolve("tmp"), maildir.resolve("new"), maildir.resolve("cur"));
  }
}
