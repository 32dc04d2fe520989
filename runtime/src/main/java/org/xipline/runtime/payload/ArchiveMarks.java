package org.xipline.runtime.payload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xipline.schemas.payload.PayloadFolder;

/** Reads and writes marks. */
final class ArchiveMarks {

  private ArchiveMarks() {}

  static void put(PayloadStore store, ArchiveMark mark) throws IOException {
    store.put(mark.key(), _ -> {});
  }

  static List<ArchiveMark> in(PayloadStore store, PayloadFolder folder) throws IOException {
    var marks = new ArrayList<ArchiveMark>();
    store.forEach(
        folder,
        (key, _) -> {
          ArchiveMark.of(key).ifPresent(marks::add);
          return true;
        });
    return marks;
  }
}
