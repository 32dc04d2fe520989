package org.xipline.runtime.kafka;

import java.util.Set;
import org.xipline.schemas.topic.Role;

/**
 * Something about topics or brokers that is not as it must be.
 *
 * @param subject the topic's name on the brokers, or {@link #BROKERS}
 * @param weight what it leads to
 * @param concerned the roles whose work it touches
 * @param text what is wrong and what to do, in one sentence
 */
public record ClusterFinding(String subject, Weight weight, Set<Role> concerned, String text) {
  /** The subject of a finding that is about no single topic. */
  public static final String BROKERS = "brokers";

  /** What a finding leads to. */
  public enum Weight {
    /** A promise would be broken: processes that it concerns do not start. */
    BREAKING,
    /** Everything works, until something else fails: somebody should change it. */
    WEAK
  }

  public ClusterFinding {
    concerned = Set.copyOf(concerned);
  }

  /** Whether a process of this role must not start. */
  boolean stops(Role role) {
    return weight == Weight.BREAKING && concerned.contains(role);
  }
}
