package org.xipline.convert.instance;

import java.util.OptionalInt;

/**
 * The name of one process in the consumer group. Each of its threads has a name of its own, made of
 * it and the thread's number: as member of the group and as owner of transactions.
 *
 * @param value the same for every incarnation of the process, and for no other process
 */
record InstanceName(String value) {

  String ofThread(int number) {
    return value + "-" + number;
  }

  /**
   * The transactional id of a thread, in place of the one that Kafka Streams gives it: that one is
   * another at each start, and ends in the number of the thread.
   */
  String transactionalId(String given) {
    return ofThread(Integer.parseInt(given.substring(given.lastIndexOf('-') + 1)));
  }

  /** The number of the thread that has a name; empty if it is none of this process. */
  OptionalInt threadIn(String name) {
    if (!name.startsWith(value + "-")) {
      return OptionalInt.empty();
    }
    String number = name.substring(value.length() + 1);
    boolean isNumber = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber && number.length() < 10
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }
}
