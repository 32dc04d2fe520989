package org.xipline.ingest.drop;

import java.io.IOException;
import org.xipline.schemas.identity.ArchiveId;

/**
 * Puts a file where its verdict says: {@code imported/NAME}, or {@code quarantine/NAME} with {@code
 * NAME.reason.json} beside it. Where that name is taken, the archive's id goes into it. May be
 * stopped between any two steps and done again.
 */
public final class Disposal {
  private static final String IMPORTED = "imported/";
  private static final String QUARANTINE = "quarantine/";

  private Disposal() {}

  /** Does so; nothing happens where the file is gone. */
  public static void dispose(Drop drop, DropFile file, Verdict verdict) throws IOException {
    switch (verdict) {
      case Verdict.Imported(var archive) -> drop.move(file, target(drop, IMPORTED, file, archive));
      case Verdict.Rejected rejected -> {
        String name = target(drop, QUARANTINE, file, rejected.archive());
        drop.write(name + ".reason.json", ReasonFile.of(rejected));
        drop.move(file, name);
      }
    }
  }

  private static String target(Drop drop, String folder, DropFile file, ArchiveId archive)
      throws IOException {
    String plain = folder + file.name();
    return drop.isFree(plain, file) ? plain : folder + withId(file.name(), archive);
  }

  /** The same bytes under the same name a third time: covers what is equal. */
  private static String withId(String name, ArchiveId archive) {
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + "." + archive.hex()
        : name.substring(0, dot) + "." + archive.hex() + name.substring(dot);
  }
}
