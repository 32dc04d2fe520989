package org.xipline.importer.imap.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.EmailAddress;

/** Sessions that nobody uses, least recently used first. Guarded by whoever has it. */
final class IdleSessions {
  private final LinkedHashSet<Session> oldestFirst = new LinkedHashSet<>();
  private final Map<EmailAddress, List<Session>> byMailbox = new LinkedHashMap<>();

  void add(Session session) {
    oldestFirst.add(session);
    byMailbox.computeIfAbsent(session.mailbox(), _ -> new ArrayList<>(1)).add(session);
  }

  /** Takes out a session of this mailbox. */
  @Nullable Session take(EmailAddress mailbox) {
    List<Session> sessions = byMailbox.get(mailbox);
    return sessions == null ? null : remove(sessions.getLast());
  }

  @Nullable Session takeOldest() {
    return oldestFirst.isEmpty() ? null : remove(oldestFirst.getFirst());
  }

  List<Session> takeIdleSince(Instant before) {
    List<Session> idle =
        oldestFirst.stream().filter(session -> session.idleSince().isBefore(before)).toList();
    idle.forEach(this::remove);
    return idle;
  }

  private Session remove(Session session) {
    oldestFirst.remove(session);
    byMailbox.computeIfPresent(
        session.mailbox(),
        (_, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
    return session;
  }
}
