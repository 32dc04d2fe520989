package org.xipline.importer.imap.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

/**
 * The sessions with one server: as many as are allowed, and no more. One that is given back waits
 * for its mailbox; when another mailbox needs the place, the one that was idle for longest goes.
 * Whoever finds no place waits. Safe for use by many threads.
 */
public final class SessionPool implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final SessionStart start;
  private final ConnectionSettings settings;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final IdleSessions idle = new IdleSessions();
  private int open;
  private boolean closed;

  public SessionPool(SessionStart start, ConnectionSettings settings, Clock clock) {
    this.start = start;
    this.settings = settings;
    this.clock = clock;
  }

  /** A session of this mailbox: one that was idle, or a new one. */
  public Checkout checkOut(EmailAddress mailbox) {
    try {
      return switch (takePlace(mailbox)) {
        case Place.Kept(Session session) -> resume(session);
        case Place.Free(var replaced) -> begin(mailbox, replaced);
        case Place.None() ->
            new Checkout.Closed(new Opening.Unavailable("no connection became free"));
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Checkout.Closed(new Opening.Busy(new NotTried("interrupted")));
    }
  }

  /** A session of this mailbox that has not been idle. */
  public Checkout checkOutAnew(EmailAddress mailbox) {
    dropIdle(mailbox);
    return checkOut(mailbox);
  }

  private Place takePlace(EmailAddress mailbox) throws InterruptedException {
    long nanos = LONGEST_WAIT.toNanos();
    lock.lockInterruptibly();
    try {
      for (Place place = placeNow(mailbox); ; place = placeNow(mailbox)) {
        if (place != null || nanos <= 0) {
          return place == null ? new Place.None() : place;
        }
        nanos = freed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Place placeNow(EmailAddress mailbox) {
    Session kept = idle.take(mailbox);
    if (kept != null) {
      return new Place.Kept(kept);
    }
    if (open < settings.maxConnections()) {
      open++;
      return new Place.Free(null);
    }
    Session oldest = idle.takeOldest();
    return oldest == null ? null : new Place.Free(oldest);
  }

  private Checkout resume(Session session) {
    if (session.isGood(clock.instant())) {
      return new Checkout.Ready(session);
    }
    return begin(session.mailbox(), session);
  }

  private Checkout begin(EmailAddress mailbox, @Nullable Session replaced) {
    Checkout checkout = new Checkout.Closed(new Opening.Unavailable("not connected"));
    try {
      checkout = start.begin(mailbox, replaced);
      return checkout;
    } finally {
      if (checkout instanceof Checkout.Closed) {
        leavePlace();
      }
    }
  }

  /** Gives a session back, broken or not. */
  public void giveBack(Session session) {
    if (!session.connection().isUsable() || !keep(session)) {
      session.connection().close();
      leavePlace();
    }
  }

  private boolean keep(Session session) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      session.rest(clock.instant());
      idle.add(session);
      freed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void leavePlace() {
    lock.lock();
    try {
      open--;
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void dropIdle(EmailAddress mailbox) {
    for (Session session = takeIdle(mailbox); session != null; session = takeIdle(mailbox)) {
      session.connection().cut();
      leavePlace();
    }
  }

  private @Nullable Session takeIdle(EmailAddress mailbox) {
    lock.lock();
    try {
      return idle.take(mailbox);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up what has been idle for too long. */
  public void sweep() {
    end(clock.instant().minus(settings.idleTimeout()));
  }

  /** How many connections are open, or about to be. */
  public int openConnections() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  private void end(Instant idleBefore) {
    List<Session> ended;
    lock.lock();
    try {
      ended = idle.takeIdleSince(idleBefore);
    } finally {
      lock.unlock();
    }
    for (Session session : ended) {
      session.connection().close();
      leavePlace();
    }
  }

  /** Ends what is idle; what is in use ends when it is given back. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    end(Instant.MAX);
  }

  /** Where a session may be. */
  private sealed interface Place {

    record Kept(Session session) implements Place {}

    /** Of a session that has to go first, or of nobody. */
    record Free(@Nullable Session replaced) implements Place {}

    record None() implements Place {}
  }
}
