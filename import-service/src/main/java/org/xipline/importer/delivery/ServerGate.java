package org.xipline.importer.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Whether the mailbox server can be reached. While it cannot, nothing is consumed, and one at a
 * time may try it: with a batch in hand, or, where nothing is in hand, by opening a mailbox that
 * could not be reached. Whoever asks for leave is given a try when its time has come, so an outage
 * ends by itself, whatever became of the batches that met it. Safe for use by many threads.
 */
final class ServerGate {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServerGate.class);

  /** Different mailboxes: one of them alone may be gone for a reason of its own. */
  private static final int MAX_MAILBOXES = 16;

  private final String server;
  private final DeliveryObserver observer;
  private final DoubleSupplier random;
  private final Deque<EmailAddress> unreached = new ArrayDeque<>();
  private volatile @Nullable Outage outage;
  private @Nullable Leave probing;
  private long probes;

  /**
   * A gate that is open.
   *
   * @param server for people
   */
  ServerGate(String server, DeliveryObserver observer, DoubleSupplier random) {
    this.server = server;
    this.observer = observer;
    this.random = random;
  }

  boolean isOpen() {
    return outage == null;
  }

  /** When the server may be tried again; empty if it can be reached, or is being tried. */
  synchronized Optional<Instant> nextProbe() {
    return outage == null || probing != null ? Optional.empty() : Optional.of(outage.nextProbe());
  }

  /** Leave to ask the server, if there is. A probe is to be {@link #ended}, whatever comes. */
  synchronized Optional<Leave> ask(Instant now) {
    if (outage == null) {
      return Optional.of(Leave.FREE);
    }
    if (probing != null || now.isBefore(outage.nextProbe())) {
      return Optional.empty();
    }
    probing = new Leave(++probes);
    return Optional.of(probing);
  }

  /** The mailboxes that could not be reached, in turn; empty if none was tried. */
  synchronized Optional<EmailAddress> nextUnreached() {
    EmailAddress next = unreached.pollFirst();
    if (next == null) {
      return Optional.empty();
    }
    unreached.addLast(next);
    return Optional.of(next);
  }

  /** The server could not be reached for this mailbox. */
  synchronized void lost(Leave leave, EmailAddress mailbox, String detail, Instant now) {
    Outage before = outage;
    if (before == null) {
      outage = Outage.begin(now, random.getAsDouble());
      LOGGER
          .atWarn()
          .addKeyValue("server", server)
          .addKeyValue("error", detail)
          .log("mailbox server unreachable");
    } else if (leave.equals(probing)) {
      outage = before.failedAgain(now, random.getAsDouble());
    }
    remember(mailbox);
    ended(leave);
    observer.serverLost(detail);
  }

  private void remember(EmailAddress mailbox) {
    unreached.remove(mailbox);
    unreached.addLast(mailbox);
    if (unreached.size() > MAX_MAILBOXES) {
      unreached.removeFirst();
    }
  }

  /** A mailbox was reached. */
  void reached() {
    if (outage != null) {
      open();
    }
  }

  private synchronized void open() {
    if (outage == null) {
      return;
    }
    outage = null;
    probing = null;
    unreached.clear();
    LOGGER.atInfo().addKeyValue("server", server).log("mailbox server reached again");
    observer.serverReached();
  }

  /** What leave was given for is done; where it was a probe that told nothing, another may try. */
  synchronized void ended(Leave leave) {
    if (leave.equals(probing)) {
      probing = null;
    }
  }
}
