package org.xipline.importer.delivery;

import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Why a record becomes a dead letter.
 *
 * @param measuredBytes what was measured, where the reason is a size; else 0
 * @param limitBytes what it was compared with, where the reason is a size; else 0
 */
record SetAside(DeadLetterReason reason, String detail, long measuredBytes, long limitBytes) {
  private static final int MAX_DETAIL = 1000;

  SetAside {
    detail = cut(detail);
  }

  /** The beginning of what somebody else said. */
  static String cut(String detail) {
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
  }

  static SetAside because(DeadLetterReason reason, String detail) {
    return new SetAside(reason, detail, 0, 0);
  }

  static SetAside of(SizeRule.Exceeded exceeded) {
    return new SetAside(
        exceeded.reason(), exceeded.detail(), exceeded.measuredBytes(), exceeded.limitBytes());
  }
}
