package org.xipline.archive.xar;

import java.util.Arrays;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/** The two kinds of signature that an archive may carry, each in an element of its own. */
public enum SignatureStyle {
  /** The bare RSA operation. */
  RSA("signature"),
  /** A detached CMS object, which may hold a timestamp. */
  CMS("x-signature");

  private final String element;

  SignatureStyle(String element) {
    this.element = element;
  }

  String element() {
    return element;
  }

  static boolean isElement(String name) {
    return Arrays.stream(values()).anyMatch(style -> style.element.equals(name));
  }

  /** The style that this element, with this {@code style} attribute, means. */
  static SignatureStyle of(String element, String styleAttribute) throws ArchiveRejectedException {
    return Arrays.stream(values())
        .filter(style -> style.element.equals(element) && style.name().equals(styleAttribute))
        .findFirst()
        .orElseThrow(() ->
            new ArchiveRejectedException(
                RejectionReason.SIGNATURE_INVALID,
                "<%s> has the unknown style \"%s\""
                    .formatted(element, Quoted.text(styleAttribute))));
  }
}
