package org.xipline.importer.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.FoundMessageListener;
import org.xipline.importer.mailbox.LookResult;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;

/**
 * The folder XIP of a Maildir++. It has no uids; a file's name says which message it is, and {@code
 * link} refuses a second one, so only a copy that a mail client has moved to {@code cur} meanwhile
 * is left to settle.
 */
final class MaildirFolder implements Mailbox {
  private final MaildirPaths paths;
  private final FolderListing listing;
  private final MaildirAppend appending;
  private final MaildirReadBack reading;
  private final Clock clock;

  MaildirFolder(
      MaildirPaths paths, TemporaryNames temporaryNames, ForeignKeys foreignKeys, Clock clock) {
    this.paths = paths;
    this.listing = new FolderListing(paths, foreignKeys);
    this.appending = new MaildirAppend(paths, temporaryNames, clock);
    this.reading = new MaildirReadBack(paths, listing);
    this.clock = clock;
  }

  @Override
  public LookResult look(FolderPosition since, FoundMessageListener findings) {
    try {
      if (since == FolderPosition.START) {
        removeAbandoned();
      }
      MaildirPosition position = MaildirPosition.of(paths);
      if (!position.equals(since)) {
        findings.startAnew();
        listing.messages().forEach(message -> findings.found(stored(message)));
      }
      return new LookResult.Seen(position);
    } catch (IOException e) {
      return new LookResult.Unread(FileSystemFailure.of(e));
    }
  }

  @Override
  public Confirmation confirm(Collection<StoredMessage> messages) {
    try {
      Set<MessageFingerprint> present = listing.messages();
      Set<StoredMessage> held = new HashSet<>(messages);
      held.removeIf(message -> !present.contains(message.fingerprint()));
      // Whoever linked them may have been killed before it could.
      DirectorySync.force(paths.fresh());
      DirectorySync.force(paths.seen());
      return new Confirmation.Held(held);
    } catch (IOException e) {
      return new Confirmation.Unread(FileSystemFailure.of(e));
    }
  }

  @Override
  public List<AppendResult> append(List<OutgoingMessage> batch) {
    return appending.append(batch);
  }

  /**
   * A message that was in {@code cur} when we linked it anew into {@code new} stays there; ours
   * goes. Other changes of {@code cur} leave its old time in the position, so the next look lists.
   */
  @Override
  public Settlement settle(
      FolderPosition since, List<StoredMessage> own, FoundMessageListener findings) {
    try {
      own.forEach(findings::found);
      MaildirPosition now = MaildirPosition.of(paths);
      if (!(since instanceof MaildirPosition before) || before.seen().equals(now.seen())) {
        return new Settlement.Settled(Map.of(), now);
      }
      return new Settlement.Settled(
          removeSecondCopies(own), new MaildirPosition(now.fresh(), before.seen()));
    } catch (IOException e) {
      return new Settlement.Unsettled(e.toString());
    }
  }

  private Map<StoredMessage, StoredMessage> removeSecondCopies(List<StoredMessage> own)
      throws IOException {
    Map<MessageFingerprint, Path> seen = listing.oursIn(paths.seen());
    Map<MessageFingerprint, Path> fresh = listing.oursIn(paths.fresh());
    Map<StoredMessage, StoredMessage> superseded = new HashMap<>();
    for (StoredMessage message : own) {
      Path ours = fresh.get(message.fingerprint());
      if (ours != null && seen.containsKey(message.fingerprint()) && Files.deleteIfExists(ours)) {
        superseded.put(message, message);
      }
    }
    return superseded;
  }

  /** What a killed importer left. */
  private void removeAbandoned() throws IOException {
    try (var files = Files.newDirectoryStream(paths.temporary(), "xipline.*")) {
      for (Path file : files) {
        if (TemporaryNames.isAbandoned(file.getFileName().toString(), clock.instant())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public ReadBack survey(Consumer<FiledCopy> visitor) {
    return readBack(() -> reading.survey(visitor));
  }

  @Override
  public ReadBack digest(
      Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor) {
    return readBack(() -> reading.digest(places, visitor));
  }

  private static ReadBack readBack(FileWork work) {
    try {
      work.run();
      return new ReadBack.Complete();
    } catch (IOException e) {
      return new ReadBack.Failed(e.toString());
    }
  }

  @Override
  public Removal remove(Collection<CopyLocation> places) {
    try {
      reading.remove(places);
      return new Removal.Removed();
    } catch (IOException e) {
      return new Removal.NotRemoved(e.toString());
    }
  }

  private static StoredMessage stored(MessageFingerprint message) {
    return new StoredMessage(message, 0, 0);
  }

  @Override
  public void close() {
    // Holds nothing open between calls.
  }

  @FunctionalInterface
  private interface FileWork {
    void run() throws IOException;
  }
}
