package org.xipline.convert.entry;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;

/** What the bytes of a record of {@code xip.entries} are. */
public sealed interface DecodedEntry
    permits ItemEntry, DecodedEntry.File, DecodedEntry.Undecodable {

  /** A file that is no item: ingest has told of it, and items find it by its path. */
  record File(RecordOrigin origin) implements DecodedEntry {}

  /**
   * No entry at all, or one that lacks what every entry has.
   *
   * @param detail what is wrong
   * @param connector if it was readable all the same
   * @param name which entry it was meant to be, as far as key and bytes tell
   * @param replaySequence 0 where it is not readable
   * @param raw the record's value; empty for a record without one
   */
  record Undecodable(
      RecordOrigin origin,
      String detail,
      Optional<ConnectorName> connector,
      Optional<EntryName> name,
      long replaySequence,
      ByteString raw)
      implements DecodedEntry {}

  /** The name of an entry among all archives. */
  record EntryName(ArchiveId archive, EntryPath path) {}
}
