package org.xipline.console.ledger;

import org.xipline.console.ledger.stored.StoredSigner;

/** How a signer is kept within other states. */
final class SignerCodec {

  static StoredSigner stored(SignerIdentity signer) {
    return StoredSigner.newBuilder()
        .setSubject(signer.subject())
        .setSha256(signer.sha256())
        .build();
  }

  static SignerIdentity read(StoredSigner signer) {
    return new SignerIdentity(signer.getSubject(), signer.getSha256());
  }

  private SignerCodec() {}
}
