package org.xipline.importer.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The folder XIP of one mailbox, opened. Used by one thread at a time.
 *
 * <p>Together its methods keep <em>one copy at rest, and never none</em>: look before the first
 * append, confirm before calling a message present, settle after each batch. {@code FolderDelivery}
 * calls them in that order; an implementation only answers.
 */
public interface Mailbox extends AutoCloseable {

  /**
   * Shows what the folder has gained since a position; from {@link FolderPosition#START}, and
   * wherever a position is void, all it holds. Messages without a key are left out. Removals need
   * not show: {@link #confirm} asks for them.
   */
  LookResult look(FolderPosition since, FoundMessageListener findings);

  /** Which of these messages, all seen in an earlier look, the folder still holds. */
  Confirmation confirm(Collection<StoredMessage> messages);

  /**
   * Stores messages, in order, each with its own time of sending as the mailbox's internal date. A
   * message is stored whole and on stable storage, or not at all. When content cannot be read, the
   * result is what the exception says, and nothing of that message remains.
   *
   * @param batch no two with the same key
   * @return one result for each message, in order
   */
  List<AppendResult> append(List<OutgoingMessage> batch);

  /**
   * Makes sure that what was just appended is there once: where an equal message was there before,
   * ours goes. Two importers that append at once thereby end with the older copy.
   *
   * @param since the position known before the batch; equal messages before it are not looked for
   * @param own what the batch appended, or other copies of ours
   * @param findings is shown what the folder has gained since the position
   */
  Settlement settle(FolderPosition since, List<StoredMessage> own, FoundMessageListener findings);

  /**
   * Shows every message with a key that the folder holds, with what it says of itself, as they
   * come; of equal ones the oldest first, where the mailbox knows which that is.
   */
  ReadBack survey(Consumer<FiledCopy> visitor);

  /**
   * Reads copies back, octet by octet, in bounded memory, and shows what they are. None is marked
   * as seen. What is not there any more is left out.
   */
  ReadBack digest(Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor);

  /** Removes these copies for good, and nothing else. */
  Removal remove(Collection<CopyLocation> places);

  /** Gives the connection back. */
  @Override
  void close();
}
