package org.xipline.importer.imap.append;

import java.util.ArrayList;
import java.util.List;
import org.xipline.importer.imap.answer.ServerAnswer;

/**
 * The receipts of an append.
 *
 * @param uids one for each message, in order; none if the server gave none
 * @see "RFC 4315, APPENDUID; RFC 3502"
 */
record AppendUids(long uidValidity, List<Long> uids) {
  private static final AppendUids NONE = new AppendUids(0, List.of());

  /** Reads {@code [APPENDUID 38505 3955:3957,3960]}; of no use unless there is one for each. */
  static AppendUids in(ServerAnswer answer, int messages) {
    String[] arguments = answer.arguments().split(" +");
    if (!answer.code().equals("APPENDUID") || arguments.length != 2) {
      return NONE;
    }
    try {
      List<Long> uids = expand(arguments[1], messages);
      return uids.size() == messages ? new AppendUids(Long.parseLong(arguments[0]), uids) : NONE;
    } catch (NumberFormatException _) {
      return NONE;
    }
  }

  private static List<Long> expand(String set, int atMost) {
    var uids = new ArrayList<Long>();
    for (String range : set.split(",")) {
      String[] ends = range.split(":");
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      // Either end may come first.
      for (long uid = Math.min(first, last);
          uid <= Math.max(first, last) && uids.size() <= atMost;
          uid++) {
        uids.add(uid);
      }
    }
    return uids;
  }

  long uidOf(int index) {
    return uids.isEmpty() ? 0 : uids.get(index);
  }
}
