package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** Says which rejection a call must end in. */
final class Rejections {

  private Rejections() {}

  static ThrowableAssertAlternative<ArchiveRejectedException> assertRejected(
      RejectionReason reason, ThrowingCallable call) {
    return assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(call)
        .matches(e -> e.reason() == reason, "reason " + reason);
  }
}
