package org.xipline.console.lag;

/**
 * Who is in a group.
 *
 * @param group as the brokers know it
 * @param expected whether it belongs to what is installed now; a group that is left over from a
 *     mailbox server that no connector names any more is not
 * @param members how many there are
 */
public record GroupMembers(String group, boolean expected, int members) {

  /** Whether its lag is somebody's: a group that is left over, and empty, waits for nothing. */
  public boolean counts() {
    return expected || members > 0;
  }
}
