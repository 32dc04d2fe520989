package org.xipline.console.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
import org.xipline.importer.mailbox.InMemoryMailboxServer;
import org.xipline.importer.mailbox.LookResult;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * A mailbox server with moods. Every command is a step, and messages are stored one by one, so that
 * whoever delivers may be killed, or the server go away, in the middle of a batch.
 */
public final class MailServer implements MailboxServer {
  private final String location;
  private final Simulation simulation;
  private final Choices choices;
  private final InMemoryMailboxServer mailboxes = new InMemoryMailboxServer();
  private final Set<EmailAddress> full = new HashSet<>();
  private final Set<EmailAddress> leftAlone = new HashSet<>();
  private final Set<EmailAddress> refused = new HashSet<>();
  private boolean down;
  private boolean throttling;
  private boolean losingAnswers;
  private boolean refusingSome;
  private boolean hasRefused;
  private boolean lockedOut;
  private final Set<EmailAddress> notLetIn = new HashSet<>();
  private Instant nobodySince = Instant.MAX;
  private boolean proven;
  private Duration slowness = Duration.ZERO;

  MailServer(String location, Simulation simulation) {
    this.location = location;
    this.simulation = simulation;
    this.choices = simulation.choices("server " + location);
  }

  public String location() {
    return location;
  }

  public void setDown(boolean now) {
    down = now;
  }

  public void setThrottling(boolean now) {
    throttling = now;
  }

  /** Whether it refuses some messages; the same ones each time. */
  public void setRefusingSome(boolean now) {
    refusingSome = now;
    hasRefused |= now;
  }

  /** Whether it refuses to let anybody in at all. */
  public void setLockedOut(boolean now) {
    lockedOut = now;
  }

  /** Whether it may have refused a message with this Message-ID. */
  public boolean mayHaveRefused(String messageId) {
    return hasRefused && isRefused(messageId);
  }

  private static boolean isRefused(String messageId) {
    return messageId.hashCode() % 3 == 0;
  }

  public void setLosingAnswers(boolean now) {
    losingAnswers = now;
  }

  public void setSlowness(Duration each) {
    slowness = each;
  }

  public void setFull(EmailAddress mailbox, boolean now) {
    set(full, mailbox, now);
  }

  /** Whether it wants this mailbox left alone for long. */
  public void setLeftAlone(EmailAddress mailbox, boolean now) {
    set(leftAlone, mailbox, now);
  }

  /** Whether it refuses to let anybody into this mailbox. */
  public void setRefused(EmailAddress mailbox, boolean now) {
    set(refused, mailbox, now);
  }

  private static void set(Set<EmailAddress> among, EmailAddress mailbox, boolean now) {
    if (now) {
      among.add(mailbox);
    } else {
      among.remove(mailbox);
    }
  }

  /** All that the folder of a mailbox holds, in order. */
  public List<byte[]> contentsOf(EmailAddress mailbox) {
    return mailboxes.contentsOf(mailbox);
  }

  /** The server is asked something. */
  private void command() {
    simulation.step();
    if (slowness.isPositive()) {
      pause(choices.upTo(slowness));
    }
  }

  private void pause(Duration time) {
    try {
      simulation.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Opening open(EmailAddress mailbox) {
    command();
    if (down) {
      pause(choices.upTo(Duration.ofSeconds(20)));
      return new Opening.Unavailable("connection refused");
    }
    return lockedOut || refused.contains(mailbox)
        ? refusal(mailbox)
        : gotIn(mailbox, mailboxes.open(mailbox));
  }

  private Opening refusal(EmailAddress mailbox) {
    if (notLetIn.isEmpty()) {
      nobodySince = simulation.clock().instant();
    }
    notLetIn.add(mailbox);
    return new Opening.LogInRefused(
        DeadLetterReason.MAILBOX_ACCESS_DENIED,
        false,
        "log-in refused",
        notLetIn.size(),
        nobodySince,
        proven);
  }

  private Opening gotIn(EmailAddress mailbox, Opening opening) {
    notLetIn.clear();
    proven = true;
    return connected(mailbox, opening);
  }

  private Opening connected(EmailAddress address, Opening opening) {
    return opening instanceof Opening.Opened(Mailbox mailbox)
        ? new Opening.Opened(new Connected(address, mailbox))
        : opening;
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress mailbox) {
    command();
    if (down) {
      return Optional.of(new Opening.Unavailable("connection refused"));
    }
    return lockedOut || refused.contains(mailbox)
        ? Optional.of(refusal(mailbox))
        : mailboxes.openExisting(mailbox).map(opening -> gotIn(mailbox, opening));
  }

  @Override
  public Optional<String> obstacle() {
    command();
    return down ? Optional.of("connection refused") : Optional.empty();
  }

  @Override
  public void close() {
    // It is everybody's.
  }

  /** An open mailbox, whose connection ends with the server. */
  private final class Connected implements Mailbox {
    private final EmailAddress address;
    private final Mailbox mailbox;
    private boolean lost;

    Connected(EmailAddress address, Mailbox mailbox) {
      this.address = address;
      this.mailbox = mailbox;
    }

    private boolean isLost() {
      command();
      lost |= down;
      return lost;
    }

    @Override
    public LookResult look(FolderPosition since, FoundMessageListener findings) {
      return isLost()
          ? new LookResult.Unread(new AppendResult.NotTried("connection lost"))
          : mailbox.look(since, findings);
    }

    @Override
    public Confirmation confirm(Collection<StoredMessage> messages) {
      return isLost()
          ? new Confirmation.Unread(new AppendResult.NotTried("connection lost"))
          : mailbox.confirm(messages);
    }

    @Override
    public List<AppendResult> append(List<OutgoingMessage> batch) {
      var results = new ArrayList<AppendResult>();
      for (OutgoingMessage message : batch) {
        results.add(append(message));
      }
      return results;
    }

    private AppendResult append(OutgoingMessage message) {
      if (lost) {
        return new AppendResult.NotTried("connection lost");
      }
      if (isLost()) {
        return new AppendResult.Interrupted("connection lost");
      }
      if (leftAlone.contains(address)) {
        return new AppendResult.Throttled(
            "too much mail", choices.between(Duration.ofMinutes(10), Duration.ofMinutes(20)));
      }
      if (throttling) {
        return new AppendResult.Throttled(
            "too many commands", choices.between(Duration.ofSeconds(5), Duration.ofMinutes(3)));
      }
      if (full.contains(address)) {
        return new AppendResult.TryLater(
            DeadLetterReason.MAILBOX_OVER_QUOTA, "over quota", Duration.ZERO);
      }
      if (refusingSome && isRefused(message.key().messageId())) {
        return new AppendResult.Refused(DeadLetterReason.MESSAGE_REJECTED, "not this one");
      }
      return store(message);
    }

    private AppendResult store(OutgoingMessage message) {
      AppendResult stored = mailbox.append(List.of(message)).getFirst();
      if (losingAnswers && choices.chance(0.5)) {
        lost = true;
        return new AppendResult.Unknown("connection lost");
      }
      return isLost() ? new AppendResult.Unknown("connection lost") : stored;
    }

    @Override
    public Settlement settle(
        FolderPosition since, List<StoredMessage> own, FoundMessageListener findings) {
      return isLost()
          ? new Settlement.Unsettled("connection lost")
          : mailbox.settle(since, own, findings);
    }

    @Override
    public ReadBack survey(Consumer<FiledCopy> visitor) {
      return isLost() ? new ReadBack.Failed("connection lost") : mailbox.survey(visitor);
    }

    @Override
    public ReadBack digest(
        Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor) {
      return isLost() ? new ReadBack.Failed("connection lost") : mailbox.digest(places, visitor);
    }

    @Override
    public Removal remove(Collection<CopyLocation> places) {
      return isLost() ? new Removal.NotRemoved("connection lost") : mailbox.remove(places);
    }

    @Override
    public void close() {
      mailbox.close();
    }
  }
}
