package org.xipline.importer.mailbox;

/**
 * Takes in what a look shows, one message at a time, so that no folder need be held in memory for
 * it. What a look shows before it fails is true nevertheless.
 */
public interface FoundMessageListener {

  /** What follows is all that the folder holds; what was known before is void. */
  void startAnew();

  /** The folder holds this message. */
  void found(StoredMessage message);
}
