package org.xipline.ingest.drop;

import java.io.IOException;
import org.xipline.schemas.identity.ArchiveId;

/**
 * Puts a file where its verdict says: {@code imported/NAME}, or {@code quarantine/NAME} with {@code
 * NAME.reason.json} beside it. Where that name is taken, or too long, the archive's id goes into
 * it; what cannot be printed is written as {@code %0A}. May be stopped between any two steps and
 * done again.
 */
public final class Disposal {
  static final String REASON_FILE = ".reason.json";

  private static final String IMPORTED = "imported/";
  private static final String QUARANTINE = "quarantine/";

  private Disposal() {}

  /**
   * Does so.
   *
   * @return whether the file was still there, as it was listed; nothing happens otherwise
   */
  public static boolean dispose(Drop drop, DropFile file, FileDecision verdict) throws IOException {
    if (!drop.holds(file)) {
      return false;
    }
    switch (verdict) {
      case FileDecision.Imported(var archive) ->
          drop.move(file, target(drop, IMPORTED, file, archive));
      case FileDecision.Rejected rejected -> {
        String name = target(drop, QUARANTINE, file, rejected.archive());
        drop.write(name + REASON_FILE, ReasonFile.of(rejected));
        drop.move(file, name);
      }
    }
    return true;
  }

  private static String target(Drop drop, String folder, DropFile file, ArchiveId archive)
      throws IOException {
    String plain = file.shown();
    return ShownNames.fits(plain) && drop.isFree(folder + plain, file)
        ? folder + plain
        : folder + ShownNames.withId(plain, archive);
  }
}
