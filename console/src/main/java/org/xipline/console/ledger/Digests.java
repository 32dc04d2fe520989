package org.xipline.console.ledger;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Digests, which stores keep as bytes and states as text. */
final class Digests {

  static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private Digests() {}
}
