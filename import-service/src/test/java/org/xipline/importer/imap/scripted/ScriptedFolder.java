package org.xipline.importer.imap.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The folder XIP of one mailbox. Guarded by its own lock. */
final class ScriptedFolder {
  private final List<Held> messages = new ArrayList<>();
  private boolean exists;
  private long uidValidity = 7;
  private long uidNext = 1;

  /** A message, and the words that came with it. */
  record Held(long uid, String date, byte[] content) {}

  synchronized boolean exists() {
    return exists;
  }

  synchronized void create() {
    exists = true;
  }

  synchronized long uidValidity() {
    return uidValidity;
  }

  synchronized long uidNext() {
    return uidNext;
  }

  synchronized long append(String date, byte[] content) {
    messages.add(new Held(uidNext, date, content));
    return uidNext++;
  }

  synchronized List<Held> messages(Predicate<Held> which) {
    return messages.stream().filter(which).toList();
  }

  synchronized void remove(Predicate<Held> which) {
    messages.removeIf(which);
  }

  /** As after a restore: other uids for the same messages. */
  synchronized void renumber() {
    List<Held> before = List.copyOf(messages);
    messages.clear();
    uidValidity++;
    uidNext = 100;
    before.forEach(held -> append(held.date(), held.content()));
  }
}
