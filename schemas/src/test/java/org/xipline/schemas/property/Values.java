package org.xipline.schemas.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Values to try a property with. A seed decides them all; bounds are inclusive. Bounds themselves,
 * and small sizes, come more often than chance would have it, since that is where faults are.
 */
public final class Values {
  private final SplittableRandom random;

  public Values(long seed) {
    random = new SplittableRandom(seed);
  }

  public int integer(int min, int max) {
    return (int) longInteger(min, max);
  }

  public long longInteger(long min, long max) {
    return switch (random.nextInt(20)) {
      case 0 -> min;
      case 1 -> max;
      default -> max == Long.MAX_VALUE ? random.nextLong(min, max) : random.nextLong(min, max + 1);
    };
  }

  /** Any of all long integers. */
  public long seed() {
    return random.nextLong();
  }

  /** From 0 to less than 1. */
  public double fraction() {
    return random.nextInt(20) == 0 ? 0 : random.nextDouble();
  }

  public boolean flag() {
    return random.nextBoolean();
  }

  public byte octet() {
    return (byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  public byte[] octets(int minSize, int maxSize) {
    byte[] octets = new byte[size(minSize, maxSize)];
    random.nextBytes(octets);
    return octets;
  }

  @SafeVarargs
  public final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public <T> List<T> list(int minSize, int maxSize, Function<Values, T> element) {
    int size = size(minSize, maxSize);
    var list = new ArrayList<T>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.apply(this));
    }
    return list;
  }

  public <T> Optional<T> optional(Function<Values, T> value) {
    return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value.apply(this));
  }

  /** Any UTF-16 code units: also unassigned characters and lone surrogates. */
  public String text(int maxLength) {
    return text(0, maxLength, Character.MIN_VALUE, Character.MAX_VALUE);
  }

  /** Characters from {@code first} to {@code last}. */
  public String text(int minLength, int maxLength, char first, char last) {
    int length = size(minLength, maxLength);
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) integer(first, last));
    }
    return text.toString();
  }

  private int size(int min, int max) {
    return random.nextInt(3) == 0 ? integer(min, Math.min(max, min + 3)) : integer(min, max);
  }
}
