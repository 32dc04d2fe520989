package org.xipline.ingest.signature;

import java.util.Set;

/** What Apple issues signing certificates for, as far as archives are concerned. */
public enum AppleUse {
  /** Apple's own archives, such as Xcode: issuer and leaf both say so. */
  SOFTWARE_UPDATE("1.2.840.113635.100.4.1", true),
  /** Packages of registered developers. */
  DEVELOPER_ID_INSTALLER("1.2.840.113635.100.4.13", false);

  static final String ALL = "1.2.840.113635.100.4.*";

  private final ExtendedKeyUsages extendedKeyUsages;

  AppleUse(String oid, boolean alsoOfIssuers) {
    this.extendedKeyUsages = new ExtendedKeyUsages(Set.of(oid), true, alsoOfIssuers);
  }

  ExtendedKeyUsages extendedKeyUsages() {
    return extendedKeyUsages;
  }
}
