package org.xipline.importer.folder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.xipline.schemas.identity.EmailAddress;

/**
 * What is known of the folders, bounded over all of them: those not used for longest are forgotten,
 * and learnt anew when needed. The one just used always stays, whatever its size.
 */
public final class FolderMemory {
  private final int maxMessages;
  private final Map<Folder, FolderContents> folders = new LinkedHashMap<>();
  private long messages;

  /**
   * Whose folder it is.
   *
   * @param server tells servers apart
   */
  record Folder(String server, EmailAddress mailbox) {}

  /**
   * An empty memory.
   *
   * @param maxMessages bound over all folders; about 40 bytes of heap each
   */
  public FolderMemory(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  /** Takes a folder out of the memory; whoever takes it puts it back when it is true. */
  synchronized FolderContents recall(Folder folder) {
    FolderContents known = folders.remove(folder);
    if (known == null) {
      return new FolderContents();
    }
    messages -= known.size();
    return known;
  }

  synchronized void remember(Folder folder, FolderContents contents) {
    folders.put(folder, contents);
    messages += contents.size();
    var oldestFirst = folders.values().iterator();
    while (messages > maxMessages && folders.size() > 1) {
      messages -= oldestFirst.next().size();
      oldestFirst.remove();
    }
  }

  /** How many messages are remembered. */
  public synchronized long size() {
    return messages;
  }
}
