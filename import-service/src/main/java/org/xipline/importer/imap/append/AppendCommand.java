package org.xipline.importer.imap.append;

import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.imap.folder.FolderName;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.UnreadableContentException;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Sends messages with one {@code APPEND}, each as a literal that streams from where it is staged.
 * The command is whole only when all of them were read to their ends: before that, a connection
 * that is cut leaves nothing behind.
 *
 * @see "RFC 3501, 6.3.11; RFC 3502, MULTIAPPEND; RFC 7888, LITERAL+"
 */
final class AppendCommand {
  private static final int BUFFER_BYTES = 32 << 10;

  private final ImapConnection connection;
  private final FolderName folder;
  private final Literals literals;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Map<OutgoingMessage, AppendResult> leftOut = new IdentityHashMap<>();
  private @Nullable String tag;

  AppendCommand(ImapConnection connection, FolderName folder) {
    this.connection = connection;
    this.folder = folder;
    this.literals = Literals.of(connection);
  }

  /** Sends the messages; does not wait for the answer, and may keep the end back until a flush. */
  Sending send(List<OutgoingMessage> messages) throws ConnectionLostException {
    for (OutgoingMessage message : messages) {
      try (InputStream content = message.content().open()) {
        Optional<ServerAnswer> stopped = announce(message);
        if (stopped.isPresent()) {
          return new Sending.Stopped(stopped.get(), leftOut);
        }
        transfer(message, content);
      } catch (BrokenOffException e) {
        return new Sending.BrokenOff(message, e.result(), leftOut);
      } catch (UnreadableContentException e) {
        leftOut.put(message, e.result());
      } catch (ConnectionLostException e) {
        throw e;
      } catch (IOException e) {
        throw new IllegalStateException("the content failed with an unexpected exception", e);
      }
    }
    return finish();
  }

  private Optional<ServerAnswer> announce(OutgoingMessage message) throws ConnectionLostException {
    String begun = tag;
    if (begun == null) {
      begun = connection.begin("APPEND " + folder.quoted());
      tag = begun;
    }
    boolean atOnce = literals.goesAtOnce(message.sizeBytes());
    connection.write(
        " \"%s\" {%d%s}\r\n"
            .formatted(InternalDate.of(message.sent()), message.sizeBytes(), atOnce ? "+" : ""));
    return atOnce ? Optional.empty() : connection.awaitContinuation(begun);
  }

  private void transfer(OutgoingMessage message, InputStream content)
      throws ConnectionLostException, BrokenOffException {
    long left = message.sizeBytes();
    while (left > 0) {
      int read = read(content, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new BrokenOffException(damaged("%d bytes are missing".formatted(left)));
      }
      send(read);
      left -= read;
    }
    if (read(content, 1) >= 0) {
      throw new BrokenOffException(damaged("it is longer than announced"));
    }
  }

  private int read(InputStream content, int length) throws BrokenOffException {
    try {
      return content.read(buffer, 0, length);
    } catch (UnreadableContentException e) {
      throw new BrokenOffException(e.result());
    } catch (IOException e) {
      throw new IllegalStateException("the content failed with an unexpected exception", e);
    }
  }

  private void send(int length) throws ConnectionLostException {
    connection.write(buffer, length);
  }

  private Sending finish() throws ConnectionLostException {
    if (tag == null) {
      return new Sending.Nothing(leftOut);
    }
    connection.write("\r\n");
    return new Sending.Sent(tag, leftOut);
  }

  private static AppendResult damaged(String detail) {
    return new AppendResult.Refused(DeadLetterReason.PAYLOAD_DAMAGED, detail);
  }

  /** Part of a message is sent, and the rest cannot be. */
  private static final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AppendResult result;

    BrokenOffException(AppendResult result) {
      this.result = result;
    }

    AppendResult result() {
      return result;
    }
  }
}
