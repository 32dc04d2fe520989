package org.xipline.ingest.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xipline.ingest.drop.DropFile;
import org.xipline.ingest.drop.FileProblem;

/** The files of a drop that could not be dealt with, and when each is tried again. */
final class FailedFiles {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Map<DropFile, Trouble> troubles = new HashMap<>();

  private record Trouble(String reason, Duration delay, Instant next) {}

  /**
   * Another try has failed.
   *
   * @return whether that is news
   */
  boolean met(DropFile file, String reason, Instant now) {
    Trouble before = troubles.get(file);
    Duration wait = before == null ? FIRST_WAIT : longer(before.delay());
    troubles.put(file, new Trouble(reason, wait, now.plus(wait)));
    return before == null || !before.reason().equals(reason);
  }

  void over(DropFile file) {
    troubles.remove(file);
  }

  boolean isEmpty() {
    return troubles.isEmpty();
  }

  boolean includes(DropFile file) {
    return troubles.containsKey(file);
  }

  /** Whether it is too early to try the file again. */
  boolean keepsWaiting(DropFile file, Instant now) {
    Trouble trouble = troubles.get(file);
    return trouble != null && now.isBefore(trouble.next());
  }

  void retain(Collection<DropFile> listed) {
    troubles.keySet().retainAll(Set.copyOf(listed));
  }

  List<FileProblem> problems() {
    return troubles.entrySet().stream()
        .map(it -> new FileProblem(it.getKey().shown(), it.getValue().reason()))
        .toList();
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }
}
