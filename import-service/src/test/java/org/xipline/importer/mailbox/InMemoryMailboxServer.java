package org.xipline.importer.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/**
 * Mailboxes as an IMAP server has them: uids, a UIDVALIDITY, and nothing that keeps a second copy
 * out but whoever looks. Answers can be set up, and lost.
 */
public final class InMemoryMailboxServer implements MailboxServer {
  private static final long UID_VALIDITY = 42;

  private final Map<EmailAddress, Folder> folders = new ConcurrentHashMap<>();
  private final Deque<AppendResult> nextAnswers = new ArrayDeque<>();
  private final Map<EmailAddress, Opening> openings = new ConcurrentHashMap<>();
  private final AtomicInteger appends = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean reachable = true;
  private volatile boolean losesAnswers;
  private volatile Duration appendTakes = Duration.ZERO;

  /** What the folder of a mailbox holds; created by opening it. */
  public static final class Folder {
    final List<Held> messages = new ArrayList<>();
    long uidNext = 1;
    long uidValidity = UID_VALIDITY;
  }

  record Held(long uid, byte[] content, @Nullable Instant internalDate) {
    Optional<MessageFingerprint> fingerprint() {
      try {
        return MessageHeader.keyOf(new ByteArrayInputStream(content)).map(MessageFingerprint::of);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record Position(long uidValidity, long uidNext) implements FolderPosition {}

  /** The next appends are answered so, one each, and store nothing. */
  public synchronized void answerNext(AppendResult... answers) {
    nextAnswers.addAll(List.of(answers));
  }

  private synchronized @Nullable AppendResult nextAnswer() {
    return nextAnswers.poll();
  }

  /** Opening this mailbox is answered so; with null as it is. */
  public void answerOpening(EmailAddress mailbox, @Nullable Opening answer) {
    if (answer == null) {
      openings.remove(mailbox);
    } else {
      openings.put(mailbox, answer);
    }
  }

  public void setReachable(boolean now) {
    reachable = now;
  }

  /** Messages are stored, and nobody is told. */
  public void loseAnswers(boolean now) {
    losesAnswers = now;
  }

  public void setAppendTakes(Duration time) {
    appendTakes = time;
  }

  /** A server that was set up anew: the same messages, other uids. */
  public void renumber(EmailAddress mailbox) {
    Folder folder = folderOf(mailbox);
    synchronized (folder) {
      folder.uidValidity++;
      List<Held> before = List.copyOf(folder.messages);
      folder.messages.clear();
      folder.uidNext = 100;
      before.forEach(held ->
          folder.messages.add(new Held(folder.uidNext++, held.content(), held.internalDate())));
    }
  }

  /** How often a mailbox was opened, or was to be. */
  public int openings() {
    return opened.get();
  }

  public int appendCommands() {
    return appends.get();
  }

  public List<byte[]> contentsOf(EmailAddress mailbox) {
    Folder folder = folderOf(mailbox);
    synchronized (folder) {
      return folder.messages.stream().map(Held::content).toList();
    }
  }

  Optional<Instant> internalDateOf(EmailAddress mailbox) {
    return Optional.ofNullable(folderOf(mailbox).messages.getFirst().internalDate());
  }

  public void store(EmailAddress mailbox, byte[] content, @Nullable Instant internalDate) {
    Folder folder = folderOf(mailbox);
    synchronized (folder) {
      folder.messages.add(new Held(folder.uidNext++, content, internalDate));
    }
  }

  public void removeAll(EmailAddress mailbox) {
    Folder folder = folderOf(mailbox);
    synchronized (folder) {
      folder.messages.clear();
    }
  }

  private Folder folderOf(EmailAddress mailbox) {
    return folders.computeIfAbsent(mailbox, _ -> new Folder());
  }

  @Override
  public Opening open(EmailAddress mailbox) {
    opened.incrementAndGet();
    if (!reachable) {
      return new Opening.Unavailable("connection refused");
    }
    Opening answer = openings.get(mailbox);
    return answer == null ? new Opening.Opened(new InMemoryMailbox(mailbox)) : answer;
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress mailbox) {
    boolean absent = reachable && !openings.containsKey(mailbox) && !folders.containsKey(mailbox);
    return absent ? Optional.empty() : Optional.of(open(mailbox));
  }

  @Override
  public Optional<String> obstacle() {
    return reachable ? Optional.empty() : Optional.of("unreachable");
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private final class InMemoryMailbox implements Mailbox {
    private final EmailAddress address;
    private final Folder folder;

    InMemoryMailbox(EmailAddress address) {
      this.address = address;
      this.folder = folderOf(address);
    }

    @Override
    public LookResult look(FolderPosition since, FoundMessageListener findings) {
      synchronized (folder) {
        boolean anew =
            !(since instanceof Position known) || known.uidValidity() != folder.uidValidity;
        long from = anew ? 0 : ((Position) since).uidNext();
        if (anew) {
          findings.startAnew();
        }
        stored().filter(message -> message.uid() >= from).forEach(findings::found);
        return new LookResult.Seen(position());
      }
    }

    private Position position() {
      return new Position(folder.uidValidity, folder.uidNext);
    }

    private Stream<StoredMessage> stored() {
      return folder.messages.stream()
          .flatMap(held ->
              held.fingerprint().stream()
                  .map(message -> new StoredMessage(message, folder.uidValidity, held.uid())));
    }

    @Override
    public Confirmation confirm(Collection<StoredMessage> messages) {
      synchronized (folder) {
        Set<StoredMessage> held = new HashSet<>(messages);
        held.retainAll(stored().toList());
        return new Confirmation.Held(held);
      }
    }

    @Override
    public List<AppendResult> append(List<OutgoingMessage> batch) {
      appends.incrementAndGet();
      pause();
      return batch.stream().map(this::append).toList();
    }

    private AppendResult append(OutgoingMessage message) {
      AppendResult answer = nextAnswer();
      if (answer != null) {
        return answer;
      }
      try (InputStream in = message.content().open()) {
        store(address, in.readAllBytes(), message.sent().toInstant());
      } catch (UnreadableContentException e) {
        return e.result();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return losesAnswers
          ? new AppendResult.Unknown("connection lost")
          : new AppendResult.Appended(folder.uidValidity, folder.uidNext - 1);
    }

    private void pause() {
      try {
        Thread.sleep(appendTakes);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public Settlement settle(
        FolderPosition since, List<StoredMessage> own, FoundMessageListener findings) {
      synchronized (folder) {
        var _ = look(since, findings);
        Map<StoredMessage, StoredMessage> superseded = new HashMap<>();
        for (StoredMessage message : own) {
          stored()
              .filter(other -> other.fingerprint().equals(message.fingerprint()))
              .filter(other -> other.uid() < message.uid())
              .findFirst()
              .ifPresent(older -> superseded.put(message, older));
        }
        folder.messages.removeIf(
            held -> superseded.keySet().stream().anyMatch(message -> message.uid() == held.uid()));
        return new Settlement.Settled(superseded, position());
      }
    }

    @Override
    public ReadBack survey(Consumer<FiledCopy> visitor) {
      synchronized (folder) {
        for (Held held : folder.messages) {
          label(held).ifPresent(label -> visitor.accept(new FiledCopy(placeOf(held), label)));
        }
        return new ReadBack.Complete();
      }
    }

    @Override
    public ReadBack digest(
        Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor) {
      synchronized (folder) {
        folder.messages.stream()
            .filter(held -> places.contains(placeOf(held)))
            .forEach(held -> visitor.accept(placeOf(held), digestOf(held)));
        return new ReadBack.Complete();
      }
    }

    @Override
    public Removal remove(Collection<CopyLocation> places) {
      synchronized (folder) {
        folder.messages.removeIf(held -> places.contains(placeOf(held)));
        return new Removal.Removed();
      }
    }

    private CopyLocation placeOf(Held held) {
      return CopyLocation.ofUid(folder.uidValidity, held.uid());
    }

    private Optional<MessageLabel> label(Held held) {
      try {
        return MessageHeader.labelOf(new ByteArrayInputStream(held.content()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ContentDigest digestOf(Held held) {
      return new ContentDigest(Sha256.digest(held.content()), held.content().length);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** The key of each message that a mailbox holds, in order. */
  public List<MessageKey> keysIn(EmailAddress mailbox) {
    return contentsOf(mailbox).stream()
        .map(content -> {
          try {
            return MessageHeader.keyOf(new ByteArrayInputStream(content)).orElseThrow();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }
}
