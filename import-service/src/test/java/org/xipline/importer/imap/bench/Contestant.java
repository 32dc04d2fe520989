package org.xipline.importer.imap.bench;

import java.util.List;
import org.xipline.schemas.identity.EmailAddress;

/** Somebody who delivers. */
interface Contestant {
  String name();

  /** Delivers all contents to each mailbox, and returns when all are there. */
  void deliver(Shape shape, List<EmailAddress> mailboxes, List<byte[]> contents) throws Exception;
}
