package org.xipline.archive.content;

import java.util.BitSet;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Hard links in an odc stream: files with a link count above one and the same inode. Writers of
 * this format repeat the data in each, so each is read as a file of its own. Where a writer left
 * the data out of one, that one would pass for an empty file: refused, since a reader in one pass
 * cannot give it the data of another.
 *
 * <p>The device is not looked at: Apple writes 0, others cut it to 18 bits like the inode.
 */
final class HardLinks {
  private final BitSet withData = new BitSet();
  private final BitSet withoutData = new BitSet();

  void admit(CpioHeader header, String path) throws ArchiveRejectedException {
    if (header.linkCount() < 2) {
      return;
    }
    boolean isEmpty = header.fileBytes() == 0;
    (isEmpty ? withoutData : withData).set(header.inode());
    if ((isEmpty ? withData : withoutData).get(header.inode())) {
      throw new ArchiveRejectedException(
          RejectionReason.UNSUPPORTED_CONTENT,
          "a hard link stands without its data, which is not read: " + Quoted.path(path));
    }
  }
}
