package org.xipline.importer.maildir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.schemas.reason.DeadLetterReason;

/** What an error of the file system means for a message: the storage's trouble, never its own. */
final class FileSystemFailure {

  private FileSystemFailure() {}

  /** The error without the file that it is about. */
  static String words(IOException error) {
    return switch (error) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such directory";
      case FileSystemException known when known.getReason() != null -> known.getReason();
      default -> error.toString();
    };
  }

  static TryLater of(IOException error) {
    String detail = error.toString();
    // Java has no exception of its own for EDQUOT.
    boolean overQuota = detail.toLowerCase(Locale.ROOT).contains("quota");
    return new TryLater(
        overQuota ? DeadLetterReason.MAILBOX_OVER_QUOTA : DeadLetterReason.ATTEMPTS_EXHAUSTED,
        detail,
        Duration.ZERO);
  }
}
