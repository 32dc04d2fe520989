package org.xipline.console.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Splits addresses so that each part fits a record, whatever else is in it. */
public final class AddressChunks {
  /** Of at most 320 octets each, that is half of what a record may be. */
  private static final int MAX_ADDRESSES = 1_600;

  private AddressChunks() {}

  /**
   * The addresses in parts.
   *
   * @param addresses the empty one, alone, stands for the pair without an address
   * @return no address at all for that pair, as facts and records have it
   */
  public static List<List<String>> of(List<String> addresses) {
    List<String> named = addresses.stream().filter(it -> !it.isEmpty()).toList();
    var chunks = new ArrayList<List<String>>();
    if (named.size() < addresses.size()) {
      chunks.add(List.of());
    }
    IntStream.range(0, Math.ceilDiv(named.size(), MAX_ADDRESSES))
        .mapToObj(part -> named.subList(part * MAX_ADDRESSES, end(part, named.size())))
        .forEach(chunks::add);
    return chunks;
  }

  private static int end(int part, int size) {
    return Math.min((part + 1) * MAX_ADDRESSES, size);
  }
}
