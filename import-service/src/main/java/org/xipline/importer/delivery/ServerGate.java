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
 * Whether the mailbox server can be reached, and lets anybody in. While it does not, one at a time
 * may try it: with a batch in hand, or, where nothing is in hand, by opening a mailbox that could
 * not be reached. Whoever asks for leave is given a try when its time has come, so an outage ends
 * by itself, whatever became of the batches that met it. Safe for use by many threads.
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
  private @Nullable ProbePermit probing;
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

  /**
   * Whether records are read: where the server refuses those that were tried, it may let others in,
   * and they are not known yet.
   */
  boolean letsRead() {
    Outage known = outage;
    return known == null || known.lockedOut();
  }

  /** When the server may be tried again; empty if it can be reached, or is being tried. */
  synchronized Optional<Instant> nextProbe() {
    return outage == null || probing != null ? Optional.empty() : Optional.of(outage.nextProbe());
  }

  /** Leave to ask the server, if there is. A probe is to be {@link #ended}, whatever comes. */
  synchronized Optional<ProbePermit> ask(Instant now) {
    if (outage == null) {
      return Optional.of(ProbePermit.FREE);
    }
    if (probing != null || now.isBefore(outage.nextProbe())) {
      return Optional.empty();
    }
    probing = new ProbePermit(++probes);
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

  /**
   * No mailbox of the server can be delivered to.
   *
   * @param mailbox that was tried
   * @param lockedOut whether the server answers, and refuses the log-in of everybody
   * @return since when
   */
  synchronized Instant lost(
      ProbePermit leave, EmailAddress mailbox, String detail, boolean lockedOut, Instant now) {
    Outage known = outage;
    if (known == null) {
      known = Outage.begin(now, lockedOut, random.getAsDouble());
      LOGGER
          .atWarn()
          .addKeyValue("server", server)
          .addKeyValue("error", detail)
          .log("mailbox server unreachable");
    } else if (leave.equals(probing)) {
      known = known.failedAgain(now, lockedOut, random.getAsDouble());
    }
    outage = known;
    remember(mailbox);
    ended(leave);
    observer.serverLost(detail);
    return known.since();
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
    LOGGER.atInfo().addKeyValue("server", server).log("mailbox server reachable again");
    observer.serverReached();
  }

  /** What leave was given for is done; where it was a probe that told nothing, another may try. */
  synchronized void ended(ProbePermit leave) {
    if (leave.equals(probing)) {
      probing = null;
    }
  }
}
