package org.xipline.importer.imap.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.MessageHeader;
import org.xipline.importer.mailbox.MessageLabel;
import org.xipline.schemas.identity.Sha256;

/**
 * Reads a folder back: what its messages say of themselves, and their bytes. Bytes come in chunks,
 * of many messages with one command; one chunk is in memory at a time.
 */
public final class ImapFolderReadBack {
  private static final String LABELS =
      "(UID BODY.PEEK[HEADER.FIELDS"
          + " (MESSAGE-ID X-XIP-ITEM-SHA256 X-XIP-CONNECTOR X-XIP-ARCHIVE X-XIP-ENTRY)])";
  private static final int CHUNK_BYTES = 256 << 10;

  /** So that no command line is long. */
  private static final int MESSAGES_AT_ONCE = 200;

  private final RemoteFolder folder;

  public ImapFolderReadBack(RemoteFolder folder) {
    this.folder = folder;
  }

  /**
   * Shows every message with a key, lowest uid first.
   *
   * @param uidValidity what uids are expected to be valid under
   * @return the server's refusal; empty if all was shown
   */
  public Optional<ServerAnswer> survey(long uidValidity, Consumer<FiledCopy> visitor)
      throws ConnectionLostException {
    return selected(
        uidValidity,
        () ->
            fetch(
                "1:*",
                LABELS,
                (uid, header) ->
                    label(header)
                        .ifPresent(label ->
                            visitor.accept(
                                new FiledCopy(CopyLocation.ofUid(uidValidity, uid), label)))));
  }

  /**
   * Shows what the bytes of these messages are; those that are gone are left out.
   *
   * @param uidValidity what their uids are expected to be valid under
   * @return the server's refusal; empty if all was shown
   */
  public Optional<ServerAnswer> digest(
      long uidValidity, List<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor)
      throws ConnectionLostException {
    if (places.isEmpty()) {
      return Optional.empty();
    }
    return selected(
        uidValidity,
        () -> {
          Optional<ServerAnswer> refused = Optional.empty();
          for (int from = 0; from < places.size() && refused.isEmpty(); from += MESSAGES_AT_ONCE) {
            int to = Math.min(from + MESSAGES_AT_ONCE, places.size());
            refused = digestSome(places.subList(from, to), visitor);
          }
          return refused;
        });
  }

  /** First the beginning of each, which is all of most; then what is left of the others. */
  private Optional<ServerAnswer> digestSome(
      List<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor)
      throws ConnectionLostException {
    Map<Long, CopyLocation> byUid =
        places.stream().collect(Collectors.toMap(CopyLocation::uid, p -> p));
    Map<Long, Progress> unfinished = new HashMap<>();
    String uids = byUid.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    Optional<ServerAnswer> refused =
        fetch(
            uids,
            chunkAt(0),
            (uid, chunk) -> {
              CopyLocation place = byUid.remove(uid);
              if (place != null) {
                take(new Progress(place), chunk, visitor).ifPresent(it -> unfinished.put(uid, it));
              }
            });
    var rest = new ArrayList<>(unfinished.values());
    for (int i = 0; i < rest.size() && refused.isEmpty(); i++) {
      refused = finish(rest.get(i), visitor);
    }
    return refused;
  }

  private Optional<ServerAnswer> finish(
      Progress begun, BiConsumer<CopyLocation, ContentDigest> visitor)
      throws ConnectionLostException {
    Optional<Progress> unfinished = Optional.of(begun);
    while (unfinished.isPresent()) {
      Progress progress = unfinished.get();
      var next = new ArrayList<Optional<Progress>>();
      Optional<ServerAnswer> refused =
          fetch(
              Long.toString(progress.place.uid()),
              chunkAt(progress.size),
              (_, chunk) -> next.add(take(progress, chunk, visitor)));
      if (refused.isPresent()) {
        return refused;
      }
      // Without an answer it was removed meanwhile.
      unfinished = next.isEmpty() ? Optional.empty() : next.getFirst();
    }
    return Optional.empty();
  }

  /** Takes one chunk; what is not whole after it has more to come. */
  private static Optional<Progress> take(
      Progress progress, ByteArray chunk, BiConsumer<CopyLocation, ContentDigest> visitor) {
    progress.digest.update(chunk.getBytes(), chunk.getStart(), chunk.getCount());
    progress.size += chunk.getCount();
    if (chunk.getCount() == CHUNK_BYTES) {
      return Optional.of(progress);
    }
    var whole = new ContentDigest(Sha256.of(progress.digest.digest()), progress.size);
    visitor.accept(progress.place, whole);
    return Optional.empty();
  }

  private static String chunkAt(long offset) {
    return "(UID BODY.PEEK[]<%d.%d>)".formatted(offset, CHUNK_BYTES);
  }

  private Optional<ServerAnswer> selected(long uidValidity, Reading reading)
      throws ConnectionLostException {
    Optional<ServerAnswer> refused = folder.select("EXAMINE", uidValidity);
    if (refused.isPresent()) {
      return refused;
    }
    Optional<ServerAnswer> unread = reading.read();
    folder.leave();
    return unread;
  }

  private Optional<ServerAnswer> fetch(
      String uids, String items, BiConsumer<Long, ByteArray> visitor)
      throws ConnectionLostException {
    ServerAnswer answer =
        folder.connection().run("UID FETCH " + uids + " " + items, told -> show(told, visitor));
    return answer.isOk() ? Optional.empty() : Optional.of(answer);
  }

  private static void show(IMAPResponse told, BiConsumer<Long, ByteArray> visitor) {
    if (told instanceof FetchResponse fetched) {
      UID uid = fetched.getItem(UID.class);
      BODY body = fetched.getItem(BODY.class);
      if (uid != null && body != null) {
        ByteArray octets = body.getByteArray();
        visitor.accept(uid.uid, octets == null ? new ByteArray(0) : octets);
      }
    }
  }

  private static Optional<MessageLabel> label(ByteArray header) {
    try (InputStream in = header.toByteArrayInputStream()) {
      return MessageHeader.labelOf(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Reading {
    Optional<ServerAnswer> read() throws ConnectionLostException;
  }

  /** How much of a message has been read. */
  private static final class Progress {
    private final CopyLocation place;
    private final MessageDigest digest = Sha256.newMessageDigest();
    private long size;

    Progress(CopyLocation place) {
      this.place = place;
    }
  }
}
