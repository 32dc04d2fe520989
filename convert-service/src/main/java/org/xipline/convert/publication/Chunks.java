package org.xipline.convert.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts lists into pieces that fit a record.
 *
 * @param maxElements of one piece
 * @param maxWeight of one piece, unless a single element weighs more
 */
record Chunks(int maxElements, int maxWeight) {
  /** Lets two lists and a payload fit a record, and that record fit a dead letter. */
  static final Chunks OF_RECORD = new Chunks(1_000, 300 << 10);

  /** The pieces, in order, none of them empty; no piece for an empty list. */
  <T> List<List<T>> of(List<T> elements, ToIntFunction<T> weight) {
    var chunks = new ArrayList<List<T>>();
    int start = 0;
    long sum = 0;
    for (int i = 0; i < elements.size(); i++) {
      int next = weight.applyAsInt(elements.get(i));
      if (i > start && (i - start == maxElements || sum + next > maxWeight)) {
        chunks.add(List.copyOf(elements.subList(start, i)));
        start = i;
        sum = 0;
      }
      sum += next;
    }
    if (start < elements.size()) {
      chunks.add(List.copyOf(elements.subList(start, elements.size())));
    }
    return chunks;
  }
}
