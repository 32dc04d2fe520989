package org.xipline.console.reconcile;

import java.util.List;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;

/** What mends a difference. */
public sealed interface Remedy {

  /** The message of this entry is delivered once more into the mailbox that lacks it. */
  record Resend(String entry) implements Remedy {}

  /**
   * A second copy goes, as long as the oldest is what it was.
   *
   * @param kept the oldest copy
   * @param content what both of them are
   * @param addresses the pairs that the message stands for
   */
  record RemoveCopy(
      String entry,
      List<String> addresses,
      CopyLocation kept,
      ContentDigest content,
      CopyLocation extra)
      implements Remedy {

    public RemoveCopy {
      addresses = List.copyOf(addresses);
    }
  }
}
