package org.xipline.runtime.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a seed decides for one purpose. Purposes do not disturb one another: a choice more of one
 * leaves the others as they were.
 */
public final class Choices {
  private final Random random;

  Choices(long seed, String purpose) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ purpose.hashCode() * 0xC2B2AE3D27D4EB4FL);
  }

  /** For code that draws its own numbers. */
  public RandomGenerator generator() {
    return random;
  }

  /** Whether something happens that has this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** In [0, 1). */
  public double fraction() {
    return random.nextDouble();
  }

  /** From 0 to {@code bound} - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Up to {@code longest}, in milliseconds. */
  public Duration upTo(Duration longest) {
    return between(Duration.ZERO, longest);
  }

  /** In milliseconds, both ends included. */
  public Duration between(Duration shortest, Duration longest) {
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }

  /** One of them. */
  public <T> T oneOf(List<T> several) {
    return several.get(below(several.size()));
  }

  /** All of them, in another order. */
  public <T> List<T> shuffled(Collection<T> several) {
    var shuffled = new ArrayList<T>(several);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int other = below(i + 1);
      T moved = shuffled.set(i, shuffled.get(other));
      shuffled.set(other, moved);
    }
    return shuffled;
  }
}
