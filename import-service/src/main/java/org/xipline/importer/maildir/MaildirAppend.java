package org.xipline.importer.maildir;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.UnreadableContentException;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Stores batches: each message is written to {@code tmp} and put on stable storage there, then
 * linked into {@code new}, whole or not at all; the directory follows once for the batch.
 */
final class MaildirAppend {
  private static final Logger LOGGER = LoggerFactory.getLogger(MaildirAppend.class);

  private final MaildirPaths paths;
  private final TemporaryNames temporaryNames;
  private final Clock clock;

  MaildirAppend(MaildirPaths paths, TemporaryNames temporaryNames, Clock clock) {
    this.paths = paths;
    this.temporaryNames = temporaryNames;
    this.clock = clock;
  }

  List<AppendResult> append(List<OutgoingMessage> batch) {
    List<AppendResult> results = batch.stream().map(this::store).toList();
    if (results.stream().noneMatch(MaildirAppend::isVisible)) {
      return results;
    }
    try {
      DirectorySync.force(paths.fresh());
      return results;
    } catch (IOException e) {
      // Visible, but not for certain after a power cut: the next look finds and confirms them.
      TryLater trouble = FileSystemFailure.of(e);
      return results.stream().map(result -> isVisible(result) ? trouble : result).toList();
    }
  }

  private AppendResult store(OutgoingMessage message) {
    Path temporary = paths.temporary().resolve(temporaryNames.next(clock.instant()));
    try {
      long written = write(message, temporary);
      return written == message.sizeBytes()
          ? publish(temporary, message)
          : new Refused(
              DeadLetterReason.PAYLOAD_DAMAGED,
              "%d bytes instead of the announced %d".formatted(written, message.sizeBytes()));
    } catch (UnreadableContentException e) {
      return e.result();
    } catch (AccessDeniedException e) {
      return new Refused(DeadLetterReason.MAILBOX_ACCESS_DENIED, "no access to " + e.getMessage());
    } catch (IOException e) {
      return FileSystemFailure.of(e);
    } finally {
      remove(temporary);
    }
  }

  private static long write(OutgoingMessage message, Path file) throws IOException {
    try (InputStream content = message.content().open();
        FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      long written = content.transferTo(Channels.newOutputStream(channel));
      // Dovecot takes the internal date from it.
      Files.setLastModifiedTime(file, FileTime.from(message.sent().toInstant()));
      channel.force(true);
      return written;
    }
  }

  private AppendResult publish(Path temporary, OutgoingMessage message) throws IOException {
    try {
      Files.createLink(paths.fresh().resolve(MessageFileName.of(message)), temporary);
      return new Appended(0, 0);
    } catch (FileAlreadyExistsException _) {
      return new AlreadyPresent(0, 0);
    }
  }

  /** What cannot be removed now is removed as abandoned later. */
  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOGGER.atWarn().addKeyValue("error", e).log("could not delete a temporary file");
    }
  }

  private static boolean isVisible(AppendResult result) {
    return result instanceof Appended || result instanceof AlreadyPresent;
  }
}
