package org.xipline.runtime.health;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How something is, at one moment.
 *
 * @param state of the three the one that fits
 * @param details what an operator wants to know about it, in the order to be shown; never a
 *     credential
 */
public record Health(State state, Map<String, String> details) {

  /** From well to worse: the worst of several counts for all of them. */
  public enum State {
    /** Works. */
    UP,
    /**
     * Works, but somebody should look: it waits for a server, say, or goes on without something.
     */
    DEGRADED,
    /** Does not work. */
    DOWN
  }

  public Health {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Nothing to say. */
  public static Health up() {
    return new Health(State.UP, Map.of());
  }

  /** Works, with this trouble. */
  public static Health degraded(String trouble) {
    return new Health(State.DEGRADED, Map.of("trouble", trouble));
  }

  /** Does not work, because of this. */
  public static Health down(String trouble) {
    return new Health(State.DOWN, Map.of("trouble", trouble));
  }

  /** The worst of several, with what all have to say; well where there are none. */
  public static Health worst(Collection<Health> several) {
    return several.stream().reduce(up(), Health::worse);
  }

  private static Health worse(Health one, Health other) {
    boolean isWorse = other.state.compareTo(one.state) > 0;
    Health all = isWorse ? other : one;
    for (Map.Entry<String, String> detail : (isWorse ? one : other).details.entrySet()) {
      all = all.with(detail.getKey(), detail.getValue());
    }
    return all;
  }

  /** The same, with one more detail at the end. */
  public Health with(String name, Object value) {
    var more = new LinkedHashMap<>(details);
    more.put(name, String.valueOf(value));
    return new Health(state, more);
  }
}
